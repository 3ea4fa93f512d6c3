import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, fromFd, type ZipFile } from "yauzl";
import { Inflater } from "./inflater.js";
import { HELD_ENTRY_BYTES, type PackedEntry, UnreadableArchive } from "./packed-entry.js";
import { WindowReader } from "./window-reader.js";
import { zipBody } from "./zip-body.js";

const LOCAL_HEADER_BYTES = 30;
const DESCRIPTOR_FLAG = 8;

/**
 * The files of a zip on the disk, in the order of its directory.
 *
 * @throws UnreadableArchive for what Java's forward reader refuses: STORED entries with data descriptors (measured), sums that
 * do not hold, an end that is missing
 */
export async function* zipEntries(path: string): AsyncGenerator<PackedEntry> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const reader = new WindowReader(file, size);
    const inflater = new Inflater();
    for await (const entry of directory(file)) {
      if (entry.fileName.endsWith("/")) continue;
      if (entry.compressionMethod === 0 && (entry.generalPurposeBitFlag & DESCRIPTOR_FLAG) !== 0)
        throw new UnreadableArchive("only DEFLATED entries can have EXT descriptor");
      const start = await dataStart(reader, entry);
      const { compressedSize, uncompressedSize: bytes } = entry;
      const name = entry.fileName;
      if (Math.max(compressedSize, bytes) > HELD_ENTRY_BYTES) {
        yield { name, bytes, content: streamed(path, start, entry) };
        continue;
      }
      const content = unpacked(await reader.read(start, compressedSize), entry, inflater);
      const method = entry.compressionMethod;
      yield {
        name,
        bytes,
        content,
        body: zipBody(path, { start, packedBytes: compressedSize, bytes, method }),
      };
    }
  } finally {
    await file.close();
  }
}

/** The entries of the zip's directory, one by one. */
async function* directory(file: FileHandle): AsyncGenerator<Entry> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, strictFileNames: false };
    fromFd(file.fd, options, (error, opened) => {
      if (error === null) resolve(opened);
      else reject(new UnreadableArchive("Unexpected end of ZLIB input stream"));
    });
  });
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      zip.removeAllListeners();
      zip.once("entry", resolve);
      zip.once("end", () => {
        resolve(undefined);
      });
      zip.once("error", (error: Error) => {
        reject(new UnreadableArchive(error.message));
      });
      zip.readEntry();
    });
    if (entry === undefined) return;
    yield entry;
  }
}

async function dataStart(reader: WindowReader, entry: Entry): Promise<number> {
  const at = entry.relativeOffsetOfLocalHeader;
  const head = await reader.read(at, LOCAL_HEADER_BYTES);
  if (head.length < LOCAL_HEADER_BYTES || head.readUInt32LE(0) !== 0x04034b50)
    throw new UnreadableArchive("invalid LOC header (bad signature)");
  return at + LOCAL_HEADER_BYTES + head.readUInt16LE(26) + head.readUInt16LE(28);
}

function unpacked(packed: Buffer, entry: Entry, inflater: Inflater): Buffer {
  const content = entry.compressionMethod === 0 ? packed : inflated(packed, entry, inflater);
  const sum = crc32(content);
  if (sum !== entry.crc32 || content.length !== entry.uncompressedSize)
    throw new UnreadableArchive(
      `invalid entry CRC (expected 0x${entry.crc32.toString(16)} but got 0x${sum.toString(16)})`,
    );
  return content;
}

function inflated(packed: Buffer, entry: Entry, inflater: Inflater): Buffer {
  try {
    return inflater.inflate(packed, entry.uncompressedSize);
  } catch {
    throw new UnreadableArchive("invalid block type");
  }
}

async function* streamed(path: string, start: number, entry: Entry): AsyncGenerator<Uint8Array> {
  const packed = createReadStream(path, {
    start,
    end: start + entry.compressedSize - 1,
    highWaterMark: 1_048_576,
  });
  const chunks: AsyncIterable<Uint8Array> =
    entry.compressionMethod === 0 ? packed : packed.pipe(createInflateRaw({ chunkSize: 262_144 }));
  let sum = 0;
  for await (const chunk of chunks) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.crc32) throw new UnreadableArchive("invalid entry CRC");
}
