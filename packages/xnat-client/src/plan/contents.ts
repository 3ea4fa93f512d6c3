import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { ScanferryError, fsError, throwIfAborted } from "@scanferry/transfer";
import { readTarForward, readZipEntries } from "@scanferry/zip-crypt";
import type { PlannedContent, PlannedFile } from "./planned-session.js";
import type { PlanSource } from "./sources/found-file.js";

/** An entry of an archive with its content. */
interface OpenEntry {
  name: string;
  body: () => AsyncIterable<Uint8Array>;
}

/** An archive that is gone through, and which of its entries comes next. */
interface OpenArchive {
  path: string;
  next: number;
  entries: AsyncGenerator<OpenEntry, void, undefined>;
}

/** Gives planned files with their contents, one after the other; archives are gone through once, in the order in which the plan has them. */
export async function* contentsOf(
  files: AsyncIterable<PlannedFile>,
  sources: ReadonlyMap<string, PlanSource>,
  signal: AbortSignal | undefined,
): AsyncGenerator<PlannedContent, void, undefined> {
  let archive: OpenArchive | undefined;
  try {
    for await (const file of files) {
      throwIfAborted(signal);
      const { path, inArchive } = file;
      if (inArchive === undefined) {
        yield { file, open: () => sized(file, fileBytes(file)) };
        continue;
      }
      if (archive?.path !== path) {
        await archive?.entries.return();
        archive = { path, next: 0, entries: entriesOf(path, sources.get(path), signal) };
      }
      const entry = await find(archive, file);
      yield { file, open: () => sized(file, entry.body()) };
    }
  } finally {
    await archive?.entries.return();
  }
}

async function find(archive: OpenArchive, { inArchive = "", ordinal }: PlannedFile): Promise<OpenEntry> {
  for (let step = await archive.entries.next(); step.done !== true; step = await archive.entries.next())
    if (archive.next++ === ordinal && step.value.name === inArchive) return step.value;
  throw otherArchive(inArchive);
}

async function* entriesOf(
  path: string,
  source: PlanSource | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<OpenEntry, void, undefined> {
  const facts = await stat(path).catch((error: unknown) => {
    throw fsError(error, path);
  });
  // Another one may have come under its name, with other persons' files under the same names.
  if (facts.size !== source?.sizeBytes || facts.mtimeMs !== source.mtimeMs) throw otherArchive(path);
  if (source.kind === "tar") {
    for await (const { name, body } of readTarForward(createReadStream(path), { signal }))
      yield { name, body: () => body };
  } else {
    const options = signal === undefined ? {} : { signal };
    for await (const { name, stream } of readZipEntries(path, options)) yield { name, body: stream };
  }
}

async function* fileBytes(planned: PlannedFile): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(planned.path, "r");
  try {
    const { size, mtimeMs } = await file.stat();
    if (size !== planned.sizeBytes || mtimeMs !== planned.mtimeMs) throw changed(planned);
    yield* file.createReadStream({ highWaterMark: 256 * 1024, autoClose: false }) as AsyncIterable<Buffer>;
  } finally {
    await file.close();
  }
}

/** Holds a content to the length that was planned: it is announced before the first byte is sent. */
async function* sized(file: PlannedFile, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let given = 0;
  try {
    for await (const chunk of bytes) {
      given += chunk.length;
      if (given > file.sizeBytes) throw changed(file);
      yield chunk;
    }
  } catch (error) {
    throw fsError(error, file.inArchive ?? file.path);
  }
  if (given < file.sizeBytes) throw changed(file);
}

function changed({ path, inArchive }: PlannedFile): ScanferryError {
  return new ScanferryError("data/size-mismatch", "A file is not as it was when the plan was made.", {
    hint: "Start again when nothing writes to it any more.",
    subject: inArchive ?? path,
  });
}

function otherArchive(subject: string): ScanferryError {
  return new ScanferryError(
    "data/corrupt",
    "The archive is another one than it was when the plan was made.",
    {
      hint: "Start again, and leave the archive as it is meanwhile.",
      subject,
    },
  );
}
