/** How the elements of a data set are written. */
export interface Encoding {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

export const implicitLittle: Encoding = { explicit: false, bigEndian: false };
export const explicitLittle: Encoding = { explicit: true, bigEndian: false };
export const explicitBig: Encoding = { explicit: true, bigEndian: true };

const implicitUid = "1.2.840.10008.1.2";
const explicitBigUid = "1.2.840.10008.1.2.2";
const explicitUid = "1.2.840.10008.1.2.1";

/** Deflated Explicit VR Little Endian and JPIP Referenced Deflate: all after the meta header is one raw deflate stream (PS3.5 A.5). */
const deflatedUids: readonly string[] = ["1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95"];

/** GE's private syntax is implicit little endian with big endian pixels. */
const implicitUids: readonly string[] = [implicitUid, "1.2.840.113619.5.2"];

/** Whether the data set of this transfer syntax is deflated. */
export function isDeflated(uid: string): boolean {
  return deflatedUids.includes(uid);
}

/** The encoding that a transfer syntax prescribes; all compressed ones are explicit little endian. */
export function encodingOf(uid: string): Encoding {
  if (implicitUids.includes(uid)) return implicitLittle;
  return uid === explicitBigUid ? explicitBig : explicitLittle;
}

/** The uncompressed transfer syntax that an encoding belongs to. */
export function syntaxOf(encoding: Encoding): string {
  if (encoding.bigEndian) return explicitBigUid;
  return encoding.explicit ? explicitUid : implicitUid;
}
