import { crc32, deflateRawSync } from "node:zlib";
import { TAR_BLOCK, tarHeader } from "../../src/bytes/tar-header.js";

/** How an entry is packed: `blocks` as our client writes it, `descriptor` what Java refuses, STORED with its size behind it. */
export type Packing = "stored" | "descriptor" | "deflated" | "blocks";

/** A file that goes into an archive. */
export interface ArchiveFile {
  readonly name: string;
  readonly content: Buffer;
  /** @default "blocks" */
  readonly packing?: Packing;
}

const UTF8 = 0x800;

/** A zip, by a writer of its own: the flags of its entries are what the tests are about. */
export function makeZip(files: readonly ArchiveFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, packing = "blocks" } of files) {
    const method = packing === "stored" || packing === "descriptor" ? 0 : 8;
    const data =
      packing === "deflated" ? deflateRawSync(content) : method === 0 ? content : storedBlocks(content);
    const behind = packing !== "stored";
    const sums = Buffer.alloc(12);
    sums.writeUInt32LE(crc32(content), 0);
    sums.writeUInt32LE(data.length, 4);
    sums.writeUInt32LE(content.length, 8);
    const fields = Buffer.alloc(10);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(UTF8 | (behind ? 8 : 0), 2);
    fields.writeUInt16LE(method, 4);
    const title = Buffer.from(name);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(title.length, 0);
    const local = Buffer.concat([
      Buffer.from("PK\u0003\u0004", "latin1"),
      fields,
      behind ? Buffer.alloc(12) : sums,
      lengths,
      title,
      data,
      behind ? Buffer.concat([Buffer.from("PK\u0007\u0008", "latin1"), sums]) : Buffer.alloc(0),
    ]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\0", "latin1"), fields, sums, lengths, where, title]),
    );
    parts.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, entries, end]);
}

/** Deflate's blocks of at most 65,535 bytes that are stored. */
function storedBlocks(content: Buffer): Buffer {
  const blocks: Buffer[] = [];
  let at = 0;
  do {
    const piece = content.subarray(at, at + 65_535);
    at += piece.length;
    const head = Buffer.alloc(5);
    head.writeUInt8(at >= content.length ? 1 : 0, 0);
    head.writeUInt16LE(piece.length, 1);
    head.writeUInt16LE(piece.length ^ 0xffff, 3);
    blocks.push(head, piece);
  } while (at < content.length);
  return Buffer.concat(blocks);
}

/** A tar of plain files. */
export function makeTar(files: readonly ArchiveFile[]): Buffer {
  return Buffer.concat([
    ...files.flatMap(({ name, content }) => [
      tarHeader(name, { bytes: content.length, seconds: 0 }),
      content,
      Buffer.alloc((TAR_BLOCK - (content.length % TAR_BLOCK)) % TAR_BLOCK),
    ]),
    Buffer.alloc(2 * TAR_BLOCK),
  ]);
}
