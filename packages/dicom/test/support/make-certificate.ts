import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A certificate for localhost that signs itself, as files and as text. */
export interface MadeCertificate {
  readonly keyFile: string;
  readonly certFile: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes one by openssl. */
export async function makeCertificate(folder: string): Promise<MadeCertificate> {
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  await run("openssl", [
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=receiver.test"],
    ...["-addext", "subjectAltName=DNS:receiver.test,IP:127.0.0.1"],
    ...["-keyout", keyFile, "-out", certFile],
  ]);
  return {
    keyFile,
    certFile,
    cert: await readFile(certFile, "utf8"),
    key: await readFile(keyFile, "utf8"),
  };
}
