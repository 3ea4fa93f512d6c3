import { ScanferryError } from "@scanferry/transfer";
import type { Encoding } from "../header/transfer-syntax.js";
import type { ElementPatch, PatchVr } from "./element-patch.js";

/** The longest value of each representation, in characters (PS3.5 table 6.2-1). */
const longest: Readonly<Record<PatchVr, number>> = {
  AE: 16,
  CS: 16,
  LO: 64,
  LT: 10_240,
  PN: 194,
  SH: 16,
  ST: 1_024,
  UI: 64,
};

/**
 * Writes an element.
 *
 * @throws {@link ScanferryError} `input/invalid` for a value that is too long or not plain ASCII, and for tags outside the data set
 */
export function encodeElement({ tag, vr = "LT", value }: ElementPatch, encoding: Encoding): Buffer {
  const group = tag >>> 16;
  if (!Number.isInteger(tag) || group < 8 || group >= 0xfffe || (tag & 0xffff) === 0) {
    throw new ScanferryError("input/invalid", "Only an element of the data set itself can be written.");
  }
  const isProse = vr === "LT" || vr === "ST";
  if (!(isProse ? /^[\t\n\f\r\x20-\x7e]*$/ : /^[\x20-\x7e]*$/).test(value)) {
    throw new ScanferryError("input/invalid", "A value to be written into a DICOM file is not plain ASCII.", {
      hint: "Use labels of letters, digits, _ and - only.",
    });
  }
  if (value.length > longest[vr]) {
    throw new ScanferryError("input/invalid", "A value to be written into a DICOM file is too long.", {
      details: { characters: value.length, longest: longest[vr] },
    });
  }
  const text = Buffer.from(value.length % 2 === 0 ? value : value + (vr === "UI" ? "\0" : " "), "latin1");
  const header = Buffer.alloc(8);
  writeUnsigned(header, group, 0, 2, encoding);
  writeUnsigned(header, tag & 0xffff, 2, 2, encoding);
  if (encoding.explicit) {
    header.write(vr, 4, "latin1");
    writeUnsigned(header, text.length, 6, 2, encoding);
  } else writeUnsigned(header, text.length, 4, 4, encoding);
  return Buffer.concat([header, text]);
}

/** Writes a number of two or four bytes. */
export function writeUnsigned(
  bytes: Buffer,
  value: number,
  at: number,
  count: 2 | 4,
  { bigEndian }: Encoding,
): void {
  if (bigEndian) bytes.writeUIntBE(value, at, count);
  else bytes.writeUIntLE(value, at, count);
}
