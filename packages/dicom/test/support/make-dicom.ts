/** One element of a made-up file: tag, VR, value. */
export type MadeElement = readonly [tag: number, vr: string, value: Buffer | string];

/** How a made-up file is written. */
export interface MadeEncoding {
  explicit?: boolean;
  bigEndian?: boolean;
}

/** Writes elements, for tests: short, and independent of the code under test. */
export function madeElements(
  elements: readonly MadeElement[],
  { explicit = true, bigEndian = false }: MadeEncoding = {},
): Buffer {
  const number = (value: number, count: 2 | 4): Buffer => {
    const bytes = Buffer.alloc(count);
    if (bigEndian) bytes.writeUIntBE(value, 0, count);
    else bytes.writeUIntLE(value, 0, count);
    return bytes;
  };
  return Buffer.concat(
    elements.flatMap(([tag, vr, value]) => {
      const raw = typeof value === "string" ? Buffer.from(value, "latin1") : value;
      const filler = vr === "UI" || vr === "OB" ? "\0" : " ";
      const bytes = raw.length % 2 === 0 ? raw : Buffer.concat([raw, Buffer.from(filler)]);
      const name = [number(tag >>> 16, 2), number(tag & 0xffff, 2)];
      if (!explicit) return [...name, number(bytes.length, 4), bytes];
      if (["OB", "OW", "SQ", "UN", "UT"].includes(vr)) {
        return [...name, Buffer.from(`${vr}\0\0`), number(bytes.length, 4), bytes];
      }
      return [...name, Buffer.from(vr), number(bytes.length, 2), bytes];
    }),
  );
}

/** Puts preamble and meta header before a data set. */
export function madeFile(dataSet: Buffer, syntax: string): Buffer {
  const meta = madeElements([
    [0x00020001, "OB", Buffer.from([0, 1])],
    [0x00020010, "UI", syntax],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  const head = madeElements([[0x00020000, "UL", length]]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), head, meta, dataSet]);
}

/** The UIDs of an object made up by these tests. */
export const mrImage = "1.2.840.10008.5.1.4.1.1.4";
export const explicitLittle = "1.2.840.10008.1.2.1";

/** A small MR image, complete enough for every receiver. */
export function madeImage(number: number, pixels = 512): Buffer {
  return madeFile(
    madeElements([
      [0x00080016, "UI", mrImage],
      [0x00080018, "UI", `2.25.1000.${String(number)}`],
      [0x00080020, "DA", "20200101"],
      [0x00080060, "CS", "MR"],
      [0x00090010, "LO", "SCANFERRY TEST"],
      [0x00091001, "OB", Buffer.from([1, 2, 3, 4])],
      [0x00100010, "PN", "Phantom^Test"],
      [0x00100020, "LO", "PH1"],
      [0x0020000d, "UI", "2.25.1"],
      [0x0020000e, "UI", "2.25.2"],
      [0x00200010, "SH", "1"],
      [0x00200011, "IS", "1"],
      [0x00200013, "IS", String(number)],
      [0x7fe00010, "OW", Buffer.alloc(pixels, number)],
    ]),
    explicitLittle,
  );
}
