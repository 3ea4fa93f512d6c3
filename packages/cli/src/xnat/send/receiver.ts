import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { DicomPeer, DicomTls } from "@scanferry/dicom";
import { fsError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../../call-context.js";
import { readSecretFile } from "../../config/read-secret-file.js";
import { parseDuration } from "../../options/parse-duration.js";

const xnatPort = 8104;
const longestTitle = 16;

/**
 * Reads where the DICOM receiver is, and the files that its encryption needs.
 *
 * @returns nothing where no host is named
 * @throws {@link ScanferryError} `input/invalid` · `local/not-found` · `config/unsafe-permissions` for a key that others can read
 */
export async function receiver(call: CallContext): Promise<DicomPeer | undefined> {
  const { options } = call;
  const host = options.text("host");
  const port = options.count("port", 1, 65_535);
  const timeout = options.text("timeout");
  const ms = timeout === undefined ? undefined : parseDuration(timeout);
  const tls = await encryption(call);
  const titles = { calledAet: title(call, "calledAet"), callingAet: title(call, "callingAet") };
  if (host === undefined) return undefined;
  return {
    host,
    port: port ?? xnatPort,
    ...titles,
    tls,
    ...(ms === undefined ? {} : { connectTimeoutMs: ms, associationTimeoutMs: ms, dimseTimeoutMs: ms }),
  };
}

function title({ options }: CallContext, name: "calledAet" | "callingAet"): string | undefined {
  const text = options.text(name);
  if (text === undefined || text.trim().length <= longestTitle) return text;
  throw new ScanferryError("input/invalid", "An AE title has at most 16 characters.");
}

async function encryption(call: CallContext): Promise<DicomTls | undefined> {
  const { options, cwd } = call;
  const path = (name: string): string | undefined => {
    const file = options.text(name);
    return file === undefined ? undefined : resolve(cwd, file);
  };
  const [ca, cert, key, passphrase] = ["tlsCa", "tlsCert", "tlsKey", "tlsPassphraseFile"].map(path);
  const serverName = options.text("tlsServerName");
  const insecure = options.flag("tlsInsecure");
  const wanted =
    options.flag("tls") || insecure || [ca, cert, key, serverName].some((one) => one !== undefined);
  if (!wanted) return undefined;
  if ((cert === undefined) !== (key === undefined)) {
    throw new ScanferryError(
      "input/invalid",
      "A certificate of our own needs its key, and a key its certificate.",
      {
        hint: "Give both --tls-cert and --tls-key.",
      },
    );
  }
  const secret = await optional(passphrase, (file) => readSecretFile(file, call.secretFiles));
  const words = secret?.trimEnd();
  if (words !== undefined) call.secrets.add(words);
  return {
    ca: await optional(ca, readText),
    cert: await optional(cert, readText),
    key: await optional(key, (file) => readSecretFile(file, call.secretFiles)),
    passphrase: words,
    serverName,
    insecure,
  };
}

async function optional(
  path: string | undefined,
  read: (path: string) => Promise<string>,
): Promise<string | undefined> {
  return path === undefined ? undefined : read(path);
}

async function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: unknown) => {
    throw fsError(error, path);
  });
}
