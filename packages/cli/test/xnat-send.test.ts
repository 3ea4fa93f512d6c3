import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { makeCertificate } from "../../dicom/test/support/make-certificate.js";
import { itWith } from "../../dicom/test/support/peers.js";
import { startStorescp } from "../../dicom/test/support/storescp.js";
import { madeInstance } from "../../xnat-client/test/push/support/made-instance.js";
import { results } from "./helpers/pulled.js";
import { cleanEnv } from "./helpers/run-cli.js";
import { runHere } from "./helpers/run-here.js";
import { startXnat, type Xnat } from "./helpers/xnat.js";

/** A look-alike XNAT with a receiver, and a tree of two subjects. */
async function useSend(): Promise<{
  xnat: Xnat;
  tree: string;
  host: string[];
  /** Runs the program; `login` lets it know the XNAT's address and account. */
  send: (args: readonly string[], login?: boolean) => ReturnType<typeof runHere>;
  received: () => string[];
}> {
  const xnat = await startXnat({ projects: [{ id: "P1", subjects: [] }], dicomPort: 0 });
  const { dicomReceiver } = xnat.sandbox.state.xnat;
  const tree = join(xnat.folder, "dicomdir");
  for (const subject of ["007", "008"])
    for (const [at, series] of ["T1-MPRAGE_0011", "AAHEAD_SCOUT_0002"].entries()) {
      const path = join(tree, subject, "pre", series, "1.dcm");
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, madeInstance({ study: `2.25.${subject.slice(2)}`, series: at + 1, number: 1 }));
    }
  const { username, password } = xnat.sandbox.credentials.xnat;
  const known = { XNAT_HOST: xnat.sandbox.url.xnat, XNAT_USER: username, XNAT_PASS: password };
  return {
    xnat,
    tree,
    host: ["--host", "127.0.0.1", "--port", String(dicomReceiver.port)],
    send: (args, login = false) =>
      runHere(["xnat", "send", ...args], { ...cleanEnv(xnat.folder), ...(login ? known : {}) }),
    received: () =>
      dicomReceiver.received
        .map(({ project, subject, session }) => `${project}/${subject}/${session}`)
        .sort(),
  };
}

describe("xnat send", () => {
  it("needs no login, takes a push's choice of series, and says that arrival was not checked", async () => {
    const { tree, host, send, received } = await useSend();
    const line = [tree, "--project", "P1", ...host, "--exclude", "AAHEAD"];
    const plan = await send([...line, "-n", "--json"]);
    expect([plan.code, received()]).toEqual([0, []]);
    expect(results(plan.records)).toMatchObject([
      { id: "007/007_pre", action: "send", status: "planned" },
      { id: "008/008_pre", action: "send", status: "planned" },
    ]);
    const sent = await send([...line, "--json"]);
    expect([sent.code, received()]).toEqual([0, ["P1/007/007_pre", "P1/008/008_pre"]]);
    expect(results(sent.records)).toMatchObject([
      { status: "done", note: "accepted by the receiver, arrival not checked" },
      { status: "done", note: "accepted by the receiver, arrival not checked" },
    ]);
  });

  it("looks that everything arrived where a login is known, and sends nothing twice", async () => {
    const { tree, host, send, received } = await useSend();
    const line = [tree, "--project", "P1", ...host, "-j", "2"];
    const sent = await send([...line, "--json"], true);
    expect([sent.code, sent.records.at(-1)?.["done"]]).toEqual([0, 2]);
    expect(results(sent.records)[0]).toMatchObject({
      target: "/data/projects/P1/subjects/007/experiments/007_pre",
      note: "verified by SOP instance",
    });
    const again = await send([...line, "--json"], true);
    expect([again.code, again.records.at(-1)?.["unchanged"], received().length]).toEqual([0, 2, 4]);
  });

  it("takes the six arguments of the script", async () => {
    const { tree, host, send, received } = await useSend();
    const [, address = "", , port = ""] = host;
    const { code } = await send(["fp666", "petmr", "P1", address, port, join(tree, "007", "pre")]);
    expect([code, received()]).toEqual([0, ["P1/fp666/fp666_petmr", "P1/fp666/fp666_petmr"]]);
  });

  it("ends with the code of what went wrong", async () => {
    const { xnat, tree, host, send, received } = await useSend();
    const { settings } = xnat.sandbox.state.xnat.dicomReceiver;
    const line = [tree, "--project", "P1", ...host];
    expect((await send([tree, "--project", "P1"])).code).toBe(2);
    const aimless = await send([tree, ...host]);
    expect([aimless.code, aimless.stderr]).toEqual([2, expect.stringContaining("to which project")]);
    const noPort = await send(["fp666", "petmr", "P1", "127.0.0.1", "104a", tree]);
    expect([noPort.code, noPort.stderr]).toEqual([2, expect.stringContaining("is no port")]);
    expect((await send([...line, "--tls-cert", "no-such-file"])).code).toBe(2);
    expect((await send([tree, "--project", "NONE", ...host], true)).code).toBe(5);
    expect(received()).toEqual([]);
    settings.refuse = true;
    expect((await send([...line, "--retries", "0"])).code).toBe(6);
    settings.refuse = false;
    expect((await send([...line, "--called-aet", "OTHER"])).code).toBe(7);
    settings.status = () => 0xc000;
    const refused = await send([...line, "--json"]);
    expect(refused.code).toBe(7);
    expect(results(refused.records)[0]).toMatchObject({
      status: "failed",
      error: { code: "remote/refused", details: { files: 2, refused: 2, dimseC000: 2 } },
    });
  });
});

describe("xnat send to a receiver that is encrypted", () => {
  itWith("storescp", "openssl")(
    "speaks TLS with the certificates that its options name, and with no others",
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
});

describe("doctor --host", () => {
  it("asks a receiver for a sign of life", async () => {
    const { host, xnat } = await useSend();
    const env = cleanEnv(xnat.folder);
    const well = await runHere(["doctor", ...host, "--json"], env);
    expect(well.records).toContainEqual(expect.objectContaining({ id: "dicom-receiver", status: "ok" }));
    const wrong = await runHere(["doctor", ...host, "--called-aet", "OTHER", "--json"], env);
    expect([wrong.code, wrong.records.find(({ id }) => id === "dicom-receiver")?.["status"]]).toEqual([
      7,
      "failed",
    ]);
  });
});
