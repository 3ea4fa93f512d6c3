import { crc32, deflateRawSync } from "node:zlib";

/** One entry of an archive made by hand as a stream would have it, with whatever lies the test wants to tell. */
export interface StreamedEntry {
  name: string;
  body: Buffer;
  /** @default 8 */
  method?: 0 | 8;
  /** How the sizes follow the data. @default none: they stand in the local header */
  descriptor?: { signature: boolean; wide: boolean };
  /** Puts the sizes into a zip64 field of the local header. */
  zip64?: boolean;
  /** @default the truth */
  crc32?: number;
  /** @default the truth */
  sizeBytes?: number;
  extra?: Buffer;
  /** Leaves it out of the directory. */
  unlisted?: boolean;
  /** What the directory says instead. */
  listed?: { name?: string; sizeBytes?: number; crc32?: number; unixMode?: number };
}

const descriptorFlag = 0x0008;

/** Builds an archive by hand, independently of the code under test. */
export function streamedArchive(entries: StreamedEntry[], comment = ""): Buffer {
  const parts: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, body, method = 8, descriptor, zip64 = false, extra = Buffer.alloc(0) } = entry;
    const data = method === 8 ? deflateRawSync(body) : body;
    const crc = entry.crc32 ?? crc32(body);
    const size = entry.sizeBytes ?? body.length;
    const flags = 0x0800 | (descriptor === undefined ? 0 : descriptorFlag);
    const known = descriptor === undefined ? [crc, data.length, size] : [0, 0, 0];
    const wide = Buffer.alloc(zip64 ? 20 : 0);
    if (zip64) {
      wide.writeUInt32LE(0x0010_0001, 0);
      wide.writeBigUInt64LE(BigInt(known[2] ?? 0), 4);
      wide.writeBigUInt64LE(BigInt(known[1] ?? 0), 12);
    }
    const sizes = zip64 ? [known[0], 0xffff_ffff, 0xffff_ffff] : known;
    const extras = Buffer.concat([wide, extra]);
    const rawName = Buffer.from(name);
    const record = [
      Buffer.from("504b0304", "hex"),
      fields([20, flags, method, 0, 33], sizes as number[], [rawName.length, extras.length]),
      rawName,
      extras,
      data,
      descriptor === undefined ? Buffer.alloc(0) : descriptorOf(descriptor, crc, data.length, size),
    ];
    const listedName = Buffer.from(entry.listed?.name ?? name);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.listed?.unixMode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const listedSizes = [entry.listed?.crc32 ?? crc, data.length, entry.listed?.sizeBytes ?? size];
    if (entry.unlisted !== true) {
      centrals.push(
        Buffer.from("504b01021403", "hex"),
        fields([20, flags, method, 0, 33], listedSizes, [listedName.length, 0]),
        tail,
        listedName,
      );
    }
    const local = Buffer.concat(record);
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.filter((entry) => entry.unlisted !== true).length, 8);
  end.writeUInt16LE(end.readUInt16LE(8), 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, directory, end, Buffer.from(comment)]);
}

function descriptorOf(
  { signature, wide }: { signature: boolean; wide: boolean },
  crc: number,
  compressed: number,
  size: number,
): Buffer {
  const numbers = Buffer.alloc(wide ? 20 : 12);
  numbers.writeUInt32LE(crc, 0);
  if (wide) {
    numbers.writeBigUInt64LE(BigInt(compressed), 4);
    numbers.writeBigUInt64LE(BigInt(size), 12);
  } else {
    numbers.writeUInt32LE(compressed, 4);
    numbers.writeUInt32LE(size, 8);
  }
  return Buffer.concat([Buffer.from(signature ? "504b0708" : "", "hex"), numbers]);
}

/** Numbers of 16, 32 and 16 bits, one behind the other. */
function fields(first: number[], middle: number[], last: number[]): Buffer {
  const bytes = Buffer.alloc(2 * first.length + 4 * middle.length + 2 * last.length);
  let at = 0;
  for (const value of first) at = bytes.writeUInt16LE(value, at);
  for (const value of middle) at = bytes.writeUInt32LE(value, at);
  for (const value of last) at = bytes.writeUInt16LE(value, at);
  return bytes;
}
