import type { Decode } from "./character-sets.js";
import { decoderOf, escapeAt } from "./character-sets.js";

const escape = 0x1b;

/** Makes the decoder of one data set from its (0008,0005), values separated by `\`; unknown sets are read as Latin-1. */
export function textDecoder(specificCharacterSet: string): (bytes: Buffer) => string {
  const terms = specificCharacterSet.split("\\");
  const first = decoderOf(terms[0] ?? "") ?? fallback;
  return (bytes) => {
    if (isAscii(bytes)) return bytes.toString("latin1");
    // Without code extensions, ESC is a character of its own; some writers leave the later terms out, so it is looked for all the same.
    return bytes.includes(escape) ? decodeWithEscapes(bytes, first) : first(bytes);
  };
}

const fallback: Decode = (bytes) => Buffer.from(bytes).toString("latin1");

function isAscii(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte >= 0x80 || byte === escape) return false;
  return true;
}

/** Each escape sequence switches the set, until the next one or the end of a component, line or value (PS3.5 6.1.2.5.3). */
function decodeWithEscapes(bytes: Buffer, first: Decode): string {
  const pieces: string[] = [];
  let end = 0;
  for (let from = 0; from < bytes.length; from = end) {
    const next = bytes.indexOf(escape, from + 1);
    end = next === -1 ? bytes.length : next;
    const switched =
      bytes[from] === escape ? escapeAt(bytes.toString("latin1", from + 1, from + 5)) : undefined;
    if (switched === undefined) {
      pieces.push(first(bytes.subarray(from, end)));
      continue;
    }
    const text = bytes.subarray(from + 1 + switched.length, end);
    // In a set of two-byte characters without the high bit, `^` is half a character.
    const reset = switched.twoByteG0 ? -1 : text.findIndex(isDelimiter);
    const cut = reset === -1 ? text.length : reset;
    pieces.push(switched.decode(text.subarray(0, cut)), first(text.subarray(cut)));
  }
  return pieces.join("");
}

/** Tab, line feed, form feed, carriage return, `=`, `\`, `^`. */
function isDelimiter(byte: number): boolean {
  return byte === 0x5c || byte === 0x5e || byte === 0x3d || (byte >= 0x09 && byte <= 0x0d && byte !== 0x0b);
}
