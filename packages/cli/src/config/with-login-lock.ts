import { join } from "node:path";
import { isScanferryError, lockFile, sleep, type FileLock } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { ensurePrivateDir } from "./profile-store.js";

/** Logins are stored in milliseconds; a renewal asks a server, which may be slow. */
const patienceMs = 30_000;
const pauseMs = 50;

/**
 * Does something with the stored logins while no other process changes them: each change reads the whole files and
 * writes them anew, so that of two at once one would be lost.
 *
 * @throws {@link ScanferryError} `local/busy` when another process keeps the lock for half a minute
 */
export async function withLoginLock<T>(call: CallContext, work: () => Promise<T>): Promise<T> {
  const lock = await takeLock(call);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function takeLock(call: CallContext): Promise<FileLock> {
  await ensurePrivateDir(call.profiles.dir);
  const until = call.now().getTime() + patienceMs;
  for (;;) {
    try {
      return await lockFile(join(call.profiles.dir, "logins.lock"));
    } catch (error) {
      if (!isScanferryError(error, "local/busy") || call.now().getTime() > until) throw error;
      await sleep(pauseMs, call.signal);
    }
  }
}
