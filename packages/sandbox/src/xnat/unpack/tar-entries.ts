import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { packedBody } from "../files/disk-range.js";
import { HELD_ENTRY_BYTES, type PackedEntry, UnreadableArchive } from "./packed-entry.js";
import { WindowReader } from "./window-reader.js";

const BLOCK = 512;

/** How a tar is read. */
export interface TarReading {
  /** 1.6 takes a pax header for a file like others, and what is not ASCII in a name for `?` (measured). */
  readonly legacy: boolean;
}

/** The files of a tar on the disk, without links and folders. @throws UnreadableArchive when it ends too early */
export async function* tarEntries(path: string, { legacy }: TarReading): AsyncGenerator<PackedEntry> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const reader = new WindowReader(file, size);
    let longName: string | undefined;
    for (let at = 0; at + BLOCK <= size;) {
      const head = await reader.read(at, BLOCK);
      if (head[0] === 0) return;
      const bytes = numberIn(head.subarray(124, 136));
      const type = String.fromCharCode(head[156] ?? 0);
      const start = at + BLOCK;
      at = start + Math.ceil(bytes / BLOCK) * BLOCK;
      if (start + bytes > size) throw new UnreadableArchive("unexpected EOF");
      const small = async (): Promise<Buffer> => reader.read(start, bytes);
      if (type === "L") longName = textIn(await small(), "utf8");
      else if (!legacy && type === "x") longName = paxPath(await small()) ?? longName;
      else if (type === "0" || type === "\0" || (legacy && (type === "x" || type === "g"))) {
        const name = longName ?? nameIn(head, legacy);
        longName = undefined;
        if (bytes <= HELD_ENTRY_BYTES)
          yield { name, bytes, content: await small(), body: packedBody(path, start, bytes) };
        else {
          const range = { start, end: start + bytes - 1, highWaterMark: 1_048_576 };
          yield { name, bytes, content: createReadStream(path, range) };
        }
      }
    }
  } finally {
    await file.close();
  }
}

function nameIn(head: Buffer, legacy: boolean): string {
  const ustar = head.toString("latin1", 257, 263) === "ustar\0";
  const prefix = ustar ? textIn(head.subarray(345, 500), "utf8") : "";
  const name = textIn(head.subarray(0, 100), "utf8");
  const whole = prefix === "" ? name : `${prefix}/${name}`;
  return legacy ? whole.replace(/[^\0-\x7f]/g, (one) => "?".repeat(Buffer.byteLength(one))) : whole;
}

function textIn(bytes: Buffer, encoding: "utf8"): string {
  const end = bytes.indexOf(0);
  return bytes.toString(encoding, 0, end < 0 ? bytes.length : end);
}

/** Octal digits, or GNU's binary number with the first bit set. */
function numberIn(bytes: Buffer): number {
  if (((bytes[0] ?? 0) & 0x80) !== 0) return Number(bytes.readBigUInt64BE(bytes.length - 8));
  return Number.parseInt(bytes.toString("latin1").replace(/[\0 ]/g, ""), 8) || 0;
}

/** The `path` of a pax header: records of `LENGTH KEY=VALUE` and a line break. */
function paxPath(content: Buffer): string | undefined {
  return /^\d+ path=(.*)$/m.exec(content.toString("utf8"))?.[1];
}
