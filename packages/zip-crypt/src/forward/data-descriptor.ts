import { descriptorSignature } from "../container/headers.js";
import { checksumMismatch } from "../read/damaged.js";
import { type ForwardBytes, cutOff } from "./forward-bytes.js";
import { sizeMismatch } from "./size-mismatch.js";

/** What reading an entry has found out; where its CRC is wrong, the one that its headers say. */
export interface FoundData {
  crc32: number;
  sizeBytes: number;
  compressedBytes: number;
  /** Where the next record begins, as soon as that is known: from there one can go on behind a damaged entry. */
  end?: number;
}

const longestBytes = 24;

/**
 * Takes the record behind the data of an entry and holds it against what was read. It may have a signature or none and sizes of
 * 32 or 64 bits, and nothing before it says which (APPNOTE 4.3.9): all four forms are made from what was read, and the longest that is
 * there is the one, because no shorter form can go on as a longer one would, with a header behind it.
 *
 * @throws {@link ScanferryError} `data/checksum-mismatch`, `data/size-mismatch`, `data/corrupt`
 */
export async function takeDescriptor(bytes: ForwardBytes, found: FoundData, name: string): Promise<void> {
  const seen = await bytes.peek(longestBytes);
  const right = forms(found).find((form) => seen.subarray(0, form.length).equals(form));
  if (right !== undefined) {
    await bytes.take(right.length);
    return;
  }
  if (seen.length < longestBytes) throw cutOff();
  const start = seen.readUInt32LE(0) === descriptorSignature ? 4 : 0;
  const declared = seen.readUInt32LE(start);
  if (declared === found.crc32) throw sizeMismatch(name);
  // Where all else is right, the next header can still be found.
  const otherwiseRight = forms({ ...found, crc32: declared }).find((form) =>
    seen.subarray(0, form.length).equals(form),
  );
  if (otherwiseRight !== undefined) {
    await bytes.take(otherwiseRight.length);
    found.crc32 = declared;
    found.end = bytes.position;
  }
  throw checksumMismatch(name, "CRC");
}

/** The four forms, the longest first. */
function forms(found: FoundData): Buffer[] {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(descriptorSignature, 0);
  const wide = Buffer.alloc(20);
  wide.writeUInt32LE(found.crc32, 0);
  wide.writeBigUInt64LE(BigInt(found.compressedBytes), 4);
  wide.writeBigUInt64LE(BigInt(found.sizeBytes), 12);
  const narrow = Buffer.alloc(12);
  narrow.writeUInt32LE(found.crc32, 0);
  // Writers without zip64 let sizes beyond 4 GiB wrap around; the directory has the last word on them.
  narrow.writeUInt32LE(found.compressedBytes % 2 ** 32, 4);
  narrow.writeUInt32LE(found.sizeBytes % 2 ** 32, 8);
  return [Buffer.concat([signature, wide]), wide, Buffer.concat([signature, narrow]), narrow];
}
