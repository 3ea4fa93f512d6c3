import { crc32, deflateRawSync } from "node:zlib";

/** One entry of an archive made by hand, with whatever lies the test wants to tell. */
export interface HandMadeEntry {
  name: string;
  body?: Buffer;
  /** Sizes as declared in the headers. @default the truth */
  declaredBytes?: number;
  unixMode?: number;
  /** @default the truth */
  crc32?: number;
  /** Data that were compressed elsewhere, with the number of their method. @default the body, deflated */
  compressed?: { method: number; data: Buffer };
}

/** Builds a deflated archive by hand, independently of the code under test. */
export function plainArchive(entries: HandMadeEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, body = Buffer.alloc(0), declaredBytes = body.length, unixMode = 0o100644 } = entry;
    const rawName = Buffer.from(name);
    const { method, data } = entry.compressed ?? { method: 8, data: deflateRawSync(body) };
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(entry.crc32 ?? crc32(body), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(declaredBytes, 18);
    common.writeUInt16LE(rawName.length, 22);
    const local = Buffer.concat([Buffer.from("504b0304", "hex"), common, rawName, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((unixMode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from("504b01021403", "hex"), common, tail, rawName]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
