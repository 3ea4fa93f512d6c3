import { uint32Marker } from "../container/entry-layout.js";
import { damaged } from "./damaged.js";

/** Splits the extra fields of a header by their ids. */
export function readExtras(bytes: Buffer): Map<number, Buffer> {
  const extras = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = bytes.readUInt16LE(at + 2);
    extras.set(bytes.readUInt16LE(at), bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return extras;
}

/** Hands out the numbers of the zip64 field in the order of APPNOTE 4.5.3, for those that are marked as too large. */
export function wideNumbers(field: Buffer | undefined): (value: number) => number {
  let at = 0;
  return (value) => {
    if (value !== uint32Marker || field === undefined) return value;
    if (at + 8 > field.length) throw damaged("The archive is damaged: a zip64 field is too short.");
    const wide = Number(field.readBigUInt64LE(at));
    at += 8;
    if (!Number.isSafeInteger(wide)) throw damaged("The archive is damaged: a size is impossible.");
    return wide;
  };
}

/** Info-ZIP's extended timestamp: the modification time in UTC seconds, when its bit is set. */
export function extendedTime(field: Buffer | undefined): Date | undefined {
  if (field === undefined || field.length < 5 || (field.readUInt8(0) & 1) === 0) return undefined;
  return new Date(field.readInt32LE(1) * 1000);
}
