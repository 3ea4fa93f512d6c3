import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { makeCertificate } from "../../dicom/test/support/make-certificate.js";
import { itWith } from "../../dicom/test/support/peers.js";
import { startStorescp } from "../../dicom/test/support/storescp.js";
import { madeInstance } from "../../xnat-client/test/push/support/made-instance.js";
import { cleanEnv } from "./helpers/run-cli.js";
import { runHere } from "./helpers/run-here.js";

itWith("storescp", "openssl")(
  "xnat send speaks TLS with the certificates that its options name, and with no others",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "scanferry-send-tls-"));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const tree = join(folder, "dicomdir");
    mkdirSync(join(tree, "007/pre/T1"), { recursive: true });
    writeFileSync(join(tree, "007/pre/T1/1.dcm"), madeInstance({ study: "2.25.7", series: 1, number: 1 }));
    const { keyFile, certFile } = await makeCertificate(folder);
    await using scp = await startStorescp("+xa", "+tls", keyFile, certFile, "+cf", certFile);
    const { host, port } = scp.peer;
    const line = [tree, "--project", "P1", "--host", host, "--port", String(port), "--retries", "0"];
    const own = ["--tls-cert", certFile, "--tls-key", keyFile];
    const send = async (...tls: string[]): Promise<{ code: number | null; stored: number }> => {
      const { code } = await runHere(["xnat", "send", ...line, ...tls], cleanEnv(folder));
      return { code, stored: (await scp.stored()).length };
    };
    const refused = { code: 6, stored: 0 };
    // Without TLS, with an authority that is not known, with another name, and without a certificate of ours.
    expect(await send()).toEqual(refused);
    expect(await send("--tls", ...own)).toEqual(refused);
    expect(await send("--tls-ca", certFile, ...own, "--tls-server-name", "other.test")).toEqual(refused);
    expect(await send("--tls-ca", certFile)).toEqual(refused);
    const named = ["--tls-ca", certFile, ...own, "--tls-server-name", "receiver.test"];
    expect(await send(...named)).toEqual({ code: 0, stored: 1 });
  },
);
