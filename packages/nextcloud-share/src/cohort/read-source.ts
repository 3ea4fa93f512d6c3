import { createHash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { ScanferryError, fsError, throwIfAborted } from "@scanferry/transfer";
import type { PlannedSource } from "./zip-plan.js";

/** The error of a file that is not what was planned any more. */
export function sourceChanged(source: PlannedSource): ScanferryError {
  return new ScanferryError("data/corrupt", "A source file changed while it was being sent.", {
    hint: "Run the same command again when nothing writes to it any more.",
    details: { sourceChanged: true },
    subject: source.path,
  });
}

/** Whether an error says that a source file changed. */
export function isSourceChange(error: unknown): boolean {
  return error instanceof ScanferryError && error.details?.["sourceChanged"] === true;
}

async function checkSame(handle: FileHandle, source: PlannedSource): Promise<void> {
  const now = await handle.stat();
  if (now.size !== source.sizeBytes || Math.floor(now.mtimeMs) !== source.mtimeMs)
    throw sourceChanged(source);
}

/**
 * Streams a source file, and tells its SHA-256 at the end. The file must be the planned one before and after: an upload
 * that is repeated uses the same salt, and the same salt for other content would break the encryption.
 */
export async function* readSource(
  source: PlannedSource,
  options: {
    sha256?: string | undefined;
    signal?: AbortSignal | undefined;
    onDigest?: (sha256: string) => void;
  } = {},
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  const handle = await open(source.path, "r").catch((error: unknown) => {
    throw fsError(error, source.path);
  });
  try {
    await checkSame(handle, source);
    const stream = handle.createReadStream({ autoClose: false, highWaterMark: 256 * 1024 });
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      throwIfAborted(options.signal);
      hash.update(chunk);
      yield chunk;
    }
    await checkSame(handle, source);
  } finally {
    await handle.close();
  }
  const sha256 = hash.digest("hex");
  if (options.sha256 !== undefined && options.sha256 !== sha256) throw sourceChanged(source);
  options.onDigest?.(sha256);
}

/** Reads a whole file for its SHA-256. */
export async function digestSource(source: PlannedSource, signal?: AbortSignal): Promise<string> {
  let digest = "";
  for await (const _chunk of readSource(source, { signal, onDigest: (sha256) => (digest = sha256) })) {
    // Only the digest is wanted.
  }
  return digest;
}
