import { createReadStream } from "node:fs";
import { crc32 } from "node:zlib";
import { readHeaderFromStream } from "@scanferry/dicom";
import { fsError, ScanferryError } from "@scanferry/transfer";
import { readTarForward } from "@scanferry/zip-crypt";
import type { FoundFile, PlanSource } from "./found-file.js";

/** Reads the headers of the files in a tar, and passes over it once to its end. */
export async function* tarFiles(
  source: PlanSource,
  signal: AbortSignal | undefined,
): AsyncGenerator<FoundFile, void, undefined> {
  try {
    let ordinal = -1;
    for await (const entry of readTarForward(createReadStream(source.path), { signal })) {
      ordinal++;
      if (entry.name.endsWith("/")) continue;
      const { name: path, sizeBytes, mtime, body } = entry;
      const facts = { source, path, ordinal, sizeBytes, mtimeMs: mtime.getTime() };
      if (!entry.isFile) {
        yield { ...facts, error: notAFile(path) };
        continue;
      }
      const passed = new PassedBytes(body);
      const found = await readHeaderFromStream(passed, { sizeBytes, signal });
      await passed.finish();
      yield { ...facts, crc32: passed.crc32, ...found };
    }
  } catch (error) {
    throw fsError(error, source.path);
  }
}

function notAFile(path: string): ScanferryError {
  return new ScanferryError("input/invalid", "An entry of the archive is a link or a device, and no file.", {
    hint: "Make the archive again with the files themselves (tar --dereference).",
    subject: path,
  });
}

/** A content of which the beginning is enough, and whose checksum is taken to the end all the same. */
class PassedBytes implements AsyncIterable<Uint8Array> {
  crc32 = 0;
  readonly #iterator: AsyncIterator<Uint8Array>;

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#iterator = body[Symbol.asyncIterator]();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return { next: () => this.#next() };
  }

  async finish(): Promise<void> {
    while ((await this.#next()).done !== true);
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    const step = await this.#iterator.next();
    if (step.done !== true) this.crc32 = crc32(step.value, this.crc32);
    return step;
  }
}
