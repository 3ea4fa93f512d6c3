import { createHash } from "node:crypto";
import { fsError, mapAhead } from "@scanferry/transfer";
import type { ZipEntryInput } from "@scanferry/zip-crypt";
import type { PlannedFile, PlannedSession } from "../../plan/planned-session.js";
import { plannedBytes } from "./planned-bytes.js";
import { readSmallFile } from "./read-small-file.js";
import type { BodyOptions } from "./session-body.js";

/** So many small files are read ahead: opening one after the other leaves the line idle. */
const ahead = 4;
/** Larger ones are read while they are sent. */
const smallBytes = 1024 * 1024;

/** The entries of a session's zip, in the order in which {@link zipBytesOf} counts them. */
export function zipEntries(session: PlannedSession, options: BodyOptions): AsyncIterable<ZipEntryInput> {
  const isPacked = session.archive !== undefined;
  return isPacked ? packedEntries(session, options) : fileEntries(session, options);
}

/** An entry, and the buffer that its content lies in. */
interface ReadEntry {
  readonly entry: ZipEntryInput;
  readonly buffer?: Buffer;
}

/** Files of folders: each is opened by its path. Buffers are used again once their entry is written: V8 is late to free them. */
async function* fileEntries(session: PlannedSession, options: BodyOptions): AsyncGenerator<ZipEntryInput> {
  const { signal } = options;
  const free: Buffer[] = [];
  const read = mapAhead(
    numbered(session.entries(), options),
    ahead,
    async ({ file, number }) => [await fileEntry(file, number, options, free)],
    { signal },
  );
  for await (const { entry, buffer } of read) {
    yield entry;
    if (buffer !== undefined) free.push(buffer);
  }
}

async function fileEntry(
  file: PlannedFile,
  number: number,
  options: BodyOptions,
  free: Buffer[],
): Promise<ReadEntry> {
  const { path, entry: name, sizeBytes, mtimeMs } = file;
  const mtime = new Date(mtimeMs);
  if (sizeBytes > smallBytes) {
    const source = (): AsyncIterable<Uint8Array> =>
      options.withDigests ? hashed(plannedBytes(file), number, options) : plannedBytes(file);
    return { entry: { name, source, sizeBytes, mtime } };
  }
  const known = free.pop();
  // One byte more tells a file that has grown.
  const buffer =
    known !== undefined && known.length > sizeBytes ? known : Buffer.allocUnsafeSlow(sizeBytes + 1);
  const bytes = await readSmallFile(file, buffer.subarray(0, sizeBytes + 1)).catch((error: unknown) => {
    throw fsError(error, path);
  });
  if (options.withDigests) options.expected.sent(number, createHash("md5").update(bytes).digest("hex"));
  return { entry: { name, source: bytes, sizeBytes, mtime }, buffer };
}

/** Contents of archives come one after the other, in the order of the plan. */
async function* packedEntries(session: PlannedSession, options: BodyOptions): AsyncGenerator<ZipEntryInput> {
  const { isWanted = () => true, withDigests, signal } = options;
  let number = -1;
  for await (const content of session.contents({ signal })) {
    number++;
    if (!isWanted(number)) continue;
    const { entry: name, sizeBytes, mtimeMs } = content.file;
    const current = number;
    const source = (): AsyncIterable<Uint8Array> =>
      withDigests ? hashed(content.open(), current, options) : content.open();
    yield { name, source, sizeBytes, mtime: new Date(mtimeMs) };
  }
}

async function* numbered(
  files: AsyncIterable<PlannedFile>,
  { isWanted = () => true }: BodyOptions,
): AsyncGenerator<{ file: PlannedFile; number: number }> {
  let number = 0;
  for await (const file of files) {
    if (isWanted(number)) yield { file, number };
    number++;
  }
}

async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  number: number,
  { expected }: BodyOptions,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("md5");
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  expected.sent(number, hash.digest("hex"));
}
