import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { basename, dirname } from "node:path";

import { errorCodesOf } from "../errors/error-chain.js";
import { fsError } from "../errors/from-fs.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import { sleep } from "../flow/sleep.js";
import { isAlive, ownIdentity, startedAt, type ProcessIdentity, type StartOf } from "./process-identity.js";

const beatMs = 10_000;
/**
 * A lock whose process cannot be asked for (another machine on a shared disk, or a system that does not tell whether a process
 * number was given out again) counts as left behind when it was not touched for so long: nine beats.
 */
const silentMs = 90_000;
/** A note cut by a kill between making the lock and writing into it counts as left behind after this time; until then, we wait. */
const cutNoteMs = 2_000;
const pauseMs = 20;
/** Enough pauses to outlast a cut note and many rivals for the same lock. */
const attempts = 200;

/** A lock that is held. */
export interface FileLock {
  release(): Promise<void>;
}

interface LockNote extends ProcessIdentity {
  token: string;
}

function parseNote(text: string): LockNote | undefined {
  try {
    const value = JSON.parse(text) as Partial<LockNote> | null;
    return typeof value?.pid === "number" && typeof value.host === "string"
      ? { started: "", token: "", ...value, pid: value.pid, host: value.host }
      : undefined;
  } catch {
    return undefined;
  }
}

async function isLeftBehind(path: string, text: string, startOf: StartOf): Promise<boolean> {
  const note = parseNote(text);
  const alive = note === undefined ? undefined : await isAlive(note, startOf);
  if (alive !== undefined) return !alive;
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > (note === undefined ? cutNoteMs : silentMs);
}

/**
 * Takes a lock file, so that two processes never write the same journal. A lock whose process no longer lives is taken over:
 * at once where that can be told, else 90 seconds after its last beat.
 *
 * @throws {@link ScanferryError} `local/busy` when another process holds it
 * @example
 * ```ts
 * const lock = await lockFile("out/.scanferry/list.lock");
 * await lock.release();
 * ```
 */
export function lockFile(path: string): Promise<FileLock> {
  return lockFileWith(path, startedAt);
}

/** As {@link lockFile}, on a system that tells of a process what `startOf` tells. */
export async function lockFileWith(path: string, startOf: StartOf): Promise<FileLock> {
  const note: LockNote = { ...(await ownIdentity(startOf)), token: randomUUID() };
  try {
    await mkdir(dirname(path), { recursive: true });
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (await create(path, note)) return hold(path, note);
      await removeLeftBehind(path, startOf);
    }
  } catch (error) {
    throw fsError(error, path);
  }
  throw held(path);
}

function held(path: string): ScanferryError {
  return new ScanferryError("local/busy", "Another Scanferry process works in this folder.", {
    hint:
      `Wait until it has ended, or stop it, then run the same command again. If it was killed, wait ${String(silentMs / 1000)} seconds. ` +
      `If none runs on any machine that shares this folder, delete the lock file ${basename(path)}.`,
    subject: path,
  });
}

async function create(path: string, note: LockNote): Promise<boolean> {
  try {
    const handle = await open(path, "wx", 0o600);
    try {
      await handle.writeFile(JSON.stringify(note));
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (errorCodesOf(error).includes("EEXIST")) return false;
    throw error;
  }
}

/**
 * Removes a lock whose process is gone. Only who holds the second, short-lived mark may remove one, and judges it again inside:
 * of many processes that come at once, none can remove a lock that another has made in the meantime.
 */
async function removeLeftBehind(path: string, startOf: StartOf): Promise<void> {
  const judged = await readIfThere(path);
  if (judged === undefined) return;
  if (!(await isLeftBehind(path, judged, startOf))) {
    if (parseNote(judged) !== undefined) throw held(path);
    await sleep(pauseMs);
    return;
  }
  const mark = `${path}.removing`;
  try {
    await mkdir(mark);
  } catch (error) {
    if (!errorCodesOf(error).includes("EEXIST")) throw error;
    await forgetOldMark(mark);
    await sleep(pauseMs);
    return;
  }
  try {
    const text = await readIfThere(path);
    if (text !== undefined && (await isLeftBehind(path, text, startOf))) await rm(path, { force: true });
  } finally {
    await rm(mark, { recursive: true, force: true });
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCodesOf(error).includes("ENOENT")) return undefined;
    throw error;
  }
}

/** The mark lives for milliseconds; one that is older was left by a kill just there. */
async function forgetOldMark(mark: string): Promise<void> {
  const found = await stat(mark).catch(() => undefined);
  if (found !== undefined && Date.now() - found.mtimeMs > 5_000)
    await rm(mark, { recursive: true, force: true });
}

function hold(path: string, note: LockNote): FileLock {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, beatMs);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      const text = await readFile(path, "utf8").catch(() => "");
      if (parseNote(text)?.token === note.token) await rm(path, { force: true });
    },
  };
}
