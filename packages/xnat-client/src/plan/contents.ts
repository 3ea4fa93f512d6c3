import { createReadStream } from "node:fs";
import { ScanferryError, fsError, throwIfAborted } from "@scanferry/transfer";
import { readTarForward, readZipEntries } from "@scanferry/zip-crypt";
import type { PlannedContent, PlannedFile } from "./planned-session.js";

/** An entry of an archive with its content. */
interface OpenEntry {
  name: string;
  body: () => AsyncIterable<Uint8Array>;
}

/** Gives planned files with their contents, one after the other; archives are gone through once, in the order in which the plan has them. */
export async function* contentsOf(
  files: AsyncIterable<PlannedFile>,
  isTar: (path: string) => boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<PlannedContent, void, undefined> {
  let archive: { path: string; entries: AsyncGenerator<OpenEntry, void, undefined> } | undefined;
  try {
    for await (const file of files) {
      throwIfAborted(signal);
      const { path, inArchive } = file;
      if (inArchive === undefined) {
        yield { file, open: () => sized(file, fileBytes(path)) };
        continue;
      }
      if (archive?.path !== path) {
        await archive?.entries.return();
        archive = { path, entries: entriesOf(path, isTar(path), signal) };
      }
      const entry = await find(archive.entries, inArchive);
      yield { file, open: () => sized(file, entry.body()) };
    }
  } finally {
    await archive?.entries.return();
  }
}

async function find(entries: AsyncGenerator<OpenEntry, void, undefined>, name: string): Promise<OpenEntry> {
  for (let step = await entries.next(); step.done !== true; step = await entries.next())
    if (step.value.name === name) return step.value;
  throw new ScanferryError("data/corrupt", "The archive is another one than it was when the plan was made.", {
    hint: "Start again, and leave the archive as it is meanwhile.",
    subject: name,
  });
}

async function* entriesOf(
  path: string,
  isTar: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<OpenEntry, void, undefined> {
  if (isTar) {
    for await (const { name, body } of readTarForward(createReadStream(path), { signal }))
      yield { name, body: () => body };
  } else {
    const options = signal === undefined ? {} : { signal };
    for await (const { name, stream } of readZipEntries(path, options)) yield { name, body: stream };
  }
}

async function* fileBytes(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield* createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
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
  return new ScanferryError("data/size-mismatch", "A file is not as long as it was when the plan was made.", {
    hint: "Start again when nothing writes to it any more.",
    subject: inArchive ?? path,
  });
}
