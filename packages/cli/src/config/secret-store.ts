import { join } from "node:path";
import { isScanferryError, ScanferryError, writeFileAtomic } from "@scanferry/transfer";
import type { Keyring } from "./keyring.js";
import { ensurePrivateDir, type Profile } from "./profile-store.js";
import { readSecretFile, type SecretFileContext } from "./read-secret-file.js";

/** Keeps the secrets of profiles: in the keyring where there is a working one, else in a file of mode 0600. */
export interface SecretStore {
  /** The file used where there is no keyring. */
  readonly path: string;
  /** Where the keyring does not keep `secret`, the file gets `inFile` in its place, or nothing for `null`. @default secret */
  save(name: string, secret: string, inFile?: string | null): Promise<Profile["secret"]>;
  load(name: string, place: Profile["secret"]): Promise<string | undefined>;
  remove(name: string, place: Profile["secret"]): Promise<void>;
}

/** Makes the store over a configuration folder and, where there is one, a keyring. */
export function createSecretStore(
  dir: string,
  keyring: () => Promise<Keyring | undefined>,
  context: SecretFileContext,
): SecretStore {
  const path = join(dir, "secrets.json");

  const readAll = async (): Promise<Record<string, string>> => {
    try {
      const body: unknown = JSON.parse(await readSecretFile(path, context));
      if (typeof body !== "object" || body === null) return {};
      return Object.fromEntries(
        Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      );
    } catch (error) {
      if (isScanferryError(error, "local/not-found")) return {};
      if (isScanferryError(error)) throw error;
      throw new ScanferryError("input/invalid", "The secrets file is damaged.", {
        hint: `Remove ${path} and log in again.`,
      });
    }
  };
  const writeAll = async (secrets: Record<string, string>): Promise<void> => {
    await ensurePrivateDir(dir);
    await writeFileAtomic(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  };

  return {
    path,
    save: async (name, secret, inFile = secret) => {
      const ring = await keyring();
      // Some keyrings take a secret and do not keep it (a headless session), so it is read back before it counts.
      if (ring !== undefined && (await kept(ring, name, secret))) return "keyring";
      if (inFile === null) return "none";
      await writeAll({ ...(await readAll()), [name]: inFile });
      return "file";
    },
    load: async (name, place) => {
      if (place === "none") return undefined;
      if (place === "file") return (await readAll())[name];
      try {
        return await (await keyring())?.get(name);
      } catch (error) {
        throw new ScanferryError(
          "auth/required",
          "The keyring of the operating system is locked or does not answer.",
          {
            hint: "Unlock it, or log in again with SCANFERRY_KEYRING=off to keep the secret in a file that only you can read.",
            cause: error,
          },
        );
      }
    },
    remove: async (name, place) => {
      if (place === "none") return;
      if (place === "keyring") {
        await (await keyring())?.remove(name).catch(() => undefined);
        return;
      }
      const { [name]: gone, ...others } = await readAll();
      if (gone !== undefined) await writeAll(others);
    },
  };
}

async function kept(ring: Keyring, name: string, secret: string): Promise<boolean> {
  try {
    await ring.set(name, secret);
    return (await ring.get(name)) === secret;
  } catch {
    return false;
  }
}
