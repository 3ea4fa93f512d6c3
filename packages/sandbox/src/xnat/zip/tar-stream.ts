import type { ArchiveEntry } from "./archive-entry.js";

const BLOCK = 512;
const NAME_BYTES = 100;

/** A GNU tar, made while it is sent: names that are too long for a header go before it. */
export async function* tarStream(entries: Iterable<ArchiveEntry>): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    if (name.length >= NAME_BYTES) {
      const long = Buffer.concat([name, Buffer.alloc(1)]);
      yield Buffer.concat([tarHeader("././@LongLink", long.length, 0, "L"), long, padding(long.length)]);
    }
    const body = entry.body();
    yield tarHeader(name.subarray(0, NAME_BYTES), body.bytes, entry.mtimeMs, "0");
    yield* body.chunks();
    if (body.bytes % BLOCK > 0) yield padding(body.bytes);
  }
  yield Buffer.alloc(2 * BLOCK);
}

function padding(bytes: number): Buffer {
  return Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK);
}

function tarHeader(name: string | Uint8Array, bytes: number, mtimeMs: number, type: "0" | "L"): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, width: number): void => {
    header.write(value.toString(8).padStart(width - 1, "0"), at, "latin1");
  };
  Buffer.from(name).copy(header, 0);
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(bytes, 124, 12);
  octal(Math.floor(mtimeMs / 1000), 136, 12);
  header.fill(0x20, 148, 156);
  header.write(type, 156, "latin1");
  header.write("ustar  \u0000", 257, "latin1");
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return header;
}
