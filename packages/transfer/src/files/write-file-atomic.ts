import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";

import { throwIfAborted } from "../errors/aborted.js";
import { fsError, isFsError } from "../errors/from-fs.js";
import { ChunkWriter } from "./chunk-writer.js";
import { replaceFile } from "./replace-file.js";
import { syncFolder } from "./sync-folder.js";

/** Options of {@link writeFileAtomic}. */
export interface WriteFileAtomicOptions {
  /** Permissions of the new file. @default 0o666 less the umask */
  mode?: number;
  signal?: AbortSignal;
}

async function* chunksOf(data: string | Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (typeof data === "string") yield Buffer.from(data);
  else if (data instanceof Uint8Array) yield data;
  else yield* data;
}

/**
 * Writes a whole file so that its name holds either the old or the new content, never a part: a temporary `.part` beside it,
 * flushed, then renamed. Missing folders are made. When anything fails, the temporary file is removed and the old file stands.
 *
 * @throws {@link ScanferryError} `local/no-space`, `local/denied`, `local/busy`, `aborted`
 * @example
 * ```ts
 * await writeFileAtomic("share-list.csv", "subject;url\n", { mode: 0o600 });
 * ```
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array | AsyncIterable<Uint8Array>,
  options: WriteFileAtomicOptions = {},
): Promise<void> {
  const { mode = 0o666, signal } = options;
  // A random name, because two processes may write the same file; O_EXCL does not follow a planted link.
  const part = `${path}.${randomBytes(4).toString("hex")}.part`;
  try {
    throwIfAborted(signal);
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(part, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
    try {
      if (options.mode !== undefined) await handle.chmod(mode);
      const writer = new ChunkWriter(handle);
      for await (const chunk of chunksOf(data)) {
        throwIfAborted(signal);
        await writer.write(chunk);
      }
      await writer.flush();
      await handle.sync();
    } finally {
      await handle.close();
    }
    throwIfAborted(signal);
    await replaceFile(part, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw isFsError(error) ? fsError(error, path) : error;
  }
}
