/** How the bytes of one character set become text. */
export type Decode = (bytes: Uint8Array) => string;

const latin1: Decode = (bytes) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");

const by =
  (label: string): Decode =>
  (bytes) =>
    new TextDecoder(label).decode(bytes);

/** Two-byte sets of 94×94 characters, moved to where EUC has them, which TextDecoder knows. */
const euc =
  (label: string, prefix?: number): Decode =>
  (bytes) => {
    const moved: number[] = [];
    for (let at = 0; at < bytes.length; at += 2) {
      if (prefix !== undefined) moved.push(prefix);
      moved.push((bytes[at] ?? 0) | 0x80, (bytes[at + 1] ?? 0) | 0x80);
    }
    return new TextDecoder(label).decode(Uint8Array.from(moved));
  };

/**
 * The single sets of PS3.3 C.12.1.1.2 by the last part of their defined terms (`ISO_IR 100`, `ISO 2022 IR 100`). The Web's decoder for
 * Latin-1 is that for Windows-1252, which differs in 0x80–0x9F.
 */
const sets: ReadonlyMap<string, Decode> = new Map([
  ["6", latin1],
  ["100", latin1],
  ["101", by("iso-8859-2")],
  ["109", by("iso-8859-3")],
  ["110", by("iso-8859-4")],
  ["144", by("iso-8859-5")],
  ["127", by("iso-8859-6")],
  ["126", by("iso-8859-7")],
  ["138", by("iso-8859-8")],
  ["148", by("iso-8859-9")],
  ["203", by("iso-8859-15")],
  ["13", by("shift_jis")],
  ["166", by("windows-874")],
  ["192", by("utf-8")],
  ["149", by("euc-kr")],
  ["58", by("gb18030")],
  ["87", euc("euc-jp")],
  ["159", euc("euc-jp", 0x8f)],
]);

const named: ReadonlyMap<string, Decode> = new Map([
  ["GB18030", by("gb18030")],
  ["GBK", by("gbk")],
]);

/** The escape sequences of PS3.3 C.12.1.1.2, without ESC, and the set that each switches to. */
const escapes: readonly (readonly [sequence: string, number: string, twoByteG0?: boolean])[] = [
  ["(B", "6"],
  ["-A", "100"],
  ["-B", "101"],
  ["-C", "109"],
  ["-D", "110"],
  ["-L", "144"],
  ["-G", "127"],
  ["-F", "126"],
  ["-H", "138"],
  ["-M", "148"],
  ["-b", "203"],
  ["(J", "13"],
  [")I", "13"],
  ["-T", "166"],
  ["$)C", "149"],
  ["$)A", "58"],
  ["$B", "87", true],
  ["$(D", "159", true],
];

/** A term of (0008,0005) as a decoder; undefined where it is none that we know. */
export function decoderOf(term: string): Decode | undefined {
  const plain = term.trim().toUpperCase().replaceAll("_", " ");
  // Written wrong often enough: "ISO IR 100", "ISO-IR 100", "ISO2022IR87".
  const number = /^ISO ?-?(?:2022)? ?-?IR ?-?(\d+)$/.exec(plain)?.[1];
  return plain === "" ? latin1 : number === undefined ? named.get(plain) : sets.get(number);
}

/** The set that the text switches to at its beginning (behind ESC); undefined for a sequence that DICOM does not have. */
export function escapeAt(text: string): { length: number; decode: Decode; twoByteG0: boolean } | undefined {
  const found = escapes.find(([sequence]) => text.startsWith(sequence));
  const decode = found === undefined ? undefined : sets.get(found[1]);
  return found === undefined || decode === undefined
    ? undefined
    : { length: found[0].length, decode, twoByteG0: found[2] === true };
}
