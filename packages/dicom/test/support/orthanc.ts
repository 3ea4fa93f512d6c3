import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DicomPeer } from "../../src/index.js";
import { freePort } from "./free-port.js";
import type { MadeCertificate } from "./make-certificate.js";
import { startProgram } from "./start-program.js";

/** An Orthanc of our own, with nothing in it. */
export interface Orthanc extends AsyncDisposable {
  readonly peer: DicomPeer;
  /** How many instances it has. */
  instances(): Promise<number>;
  /** The file of an instance as Orthanc has stored it. */
  file(sopInstanceUid: string): Promise<Buffer>;
}

/** Starts Orthanc on free ports; Debian's service, where one runs, is left alone. */
export async function startOrthanc(certificate?: MadeCertificate): Promise<Orthanc> {
  const folder = await mkdtemp(join(tmpdir(), "scanferry-orthanc-"));
  const [port, httpPort] = [await freePort(), await freePort()];
  const config = join(folder, "orthanc.json");
  const tls = {
    DicomTlsEnabled: true,
    DicomTlsRemoteCertificateRequired: true,
    DicomTlsCertificate: certificate?.certFile,
    DicomTlsPrivateKey: certificate?.keyFile,
    DicomTlsTrustedCertificates: certificate?.certFile,
  };
  await writeFile(
    config,
    JSON.stringify({
      StorageDirectory: folder,
      IndexDirectory: folder,
      Plugins: [],
      DicomAet: "ORTHANC",
      DicomCheckCalledAet: true,
      DicomPort: port,
      HttpPort: httpPort,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: false,
      DicomAlwaysAllowStore: true,
      DicomAlwaysAllowEcho: true,
      ...(certificate === undefined ? {} : tls),
    }),
  );
  // Its DICOM port opens before that of HTTP.
  const program = await startProgram("Orthanc", [config], httpPort);
  const ask = async (path: string, body?: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${String(httpPort)}${path}`, body === undefined ? {} : { method: "POST", body });
  return {
    peer: { host: "127.0.0.1", port, calledAet: "ORTHANC" },
    instances: async () => ((await (await ask("/instances")).json()) as unknown[]).length,
    file: async (uid) => {
      const found = (await (await ask("/tools/lookup", uid)).json()) as { ID: string; Type: string }[];
      const id = found.find(({ Type }) => Type === "Instance")?.ID ?? "";
      return Buffer.from(await (await ask(`/instances/${id}/file`)).arrayBuffer());
    },
    [Symbol.asyncDispose]: async () => {
      await program[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
