import type { Environment } from "./config-dir.js";

/** The part of an operating system's keyring that is used. */
export interface Keyring {
  get(account: string): Promise<string | undefined>;
  set(account: string, secret: string): Promise<void>;
  remove(account: string): Promise<void>;
}

const service = "scanferry";
/** Without a Secret Service the library would take the Linux kernel's keyring, which forgets at the next restart. */
const onlyLasting = { linux: { store: "secret-service" as const } };
/** A locked keyring may ask for its password in a window that nobody sees (ssh, cron), so it does not get forever. */
const patienceMs = 15_000;

/**
 * Opens the operating system's keyring by the optional dependency @napi-rs/keyring. Gives nothing where the
 * dependency is not installed or `SCANFERRY_KEYRING=off`.
 */
export async function openKeyring(env: Environment): Promise<Keyring | undefined> {
  if (/^(off|0|no|false)$/i.test(env["SCANFERRY_KEYRING"] ?? "")) return undefined;
  let library: typeof import("@napi-rs/keyring");
  try {
    library = await import("@napi-rs/keyring");
  } catch {
    return undefined;
  }
  const entry = (account: string): InstanceType<typeof library.AsyncEntry> =>
    new library.AsyncEntry(service, account, onlyLasting);
  const signal = (): AbortSignal => AbortSignal.timeout(patienceMs);
  return {
    get: async (account) => (await entry(account).getPassword(signal())) ?? undefined,
    set: async (account, secret) => {
      await entry(account).setPassword(secret, signal());
    },
    remove: async (account) => {
      await entry(account).deletePassword(signal());
    },
  };
}
