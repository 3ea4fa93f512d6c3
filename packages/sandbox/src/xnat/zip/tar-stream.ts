import { TAR_BLOCK, tarHeader } from "../../bytes/tar-header.js";
import type { ArchiveEntry } from "./archive-entry.js";

const NAME_BYTES = 100;

/** A GNU tar, made while it is sent: names that are too long for a header go before it. */
export async function* tarStream(entries: Iterable<ArchiveEntry>): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    if (name.length >= NAME_BYTES) {
      const long = Buffer.concat([name, Buffer.alloc(1)]);
      yield Buffer.concat([
        tarHeader("././@LongLink", { bytes: long.length, seconds: 0, type: "L" }),
        long,
        padding(long.length),
      ]);
    }
    const body = entry.body();
    yield tarHeader(name.subarray(0, NAME_BYTES), {
      bytes: body.bytes,
      seconds: Math.floor(entry.mtimeMs / 1000),
    });
    yield* body.chunks();
    if (body.bytes % TAR_BLOCK > 0) yield padding(body.bytes);
  }
  yield Buffer.alloc(2 * TAR_BLOCK);
}

function padding(bytes: number): Buffer {
  return Buffer.alloc((TAR_BLOCK - (bytes % TAR_BLOCK)) % TAR_BLOCK);
}
