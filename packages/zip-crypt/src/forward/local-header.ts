import { fromDosTime } from "../container/dos-time.js";
import { extendedTimeId, zip64ExtraId } from "../container/headers.js";
import { damaged } from "../read/damaged.js";
import { decodeName } from "../read/decode-name.js";
import { extendedTime, readExtras, wideNumbers } from "../read/extra-fields.js";
import { type ForwardBytes, cutOff } from "./forward-bytes.js";

/** What the header in front of an entry says (APPNOTE 4.3.7). */
export interface LocalEntry {
  name: string;
  method: number;
  /** The CRC and the sizes are zero where a descriptor behind the data has them. */
  crc32: number;
  sizeBytes: number;
  compressedBytes: number;
  hasDescriptor: boolean;
  isEncrypted: boolean;
  isDirectory: boolean;
  mtime: Date;
  /** Where the header begins. */
  offset: number;
  headerBytes: number;
}

const fixedBytes = 30;

/**
 * Reads the header that comes next, and leaves it in the stream.
 *
 * @throws {@link ScanferryError} `data/corrupt`
 */
export async function peekLocalHeader(bytes: ForwardBytes): Promise<LocalEntry> {
  const fixed = await bytes.peek(fixedBytes);
  if (fixed.length < fixedBytes) throw cutOff();
  const nameBytes = fixed.readUInt16LE(26);
  const headerBytes = fixedBytes + nameBytes + fixed.readUInt16LE(28);
  const header = await bytes.peek(headerBytes);
  if (header.length < headerBytes) throw cutOff();

  const flags = header.readUInt16LE(6);
  const extras = readExtras(header.subarray(fixedBytes + nameBytes));
  const wide = wideNumbers(extras.get(zip64ExtraId));
  const sizeBytes = wide(header.readUInt32LE(22));
  const compressedBytes = wide(header.readUInt32LE(18));
  const name = decodeName(header.subarray(fixedBytes, fixedBytes + nameBytes), (flags & 0x0800) !== 0);
  const isDirectory = name.endsWith("/");
  if (isDirectory && sizeBytes > 0) throw folderWithContent(name);
  return {
    name,
    method: header.readUInt16LE(8),
    crc32: header.readUInt32LE(14),
    sizeBytes,
    compressedBytes,
    hasDescriptor: (flags & 0x0008) !== 0,
    isEncrypted: (flags & 0x0001) !== 0,
    isDirectory,
    mtime:
      extendedTime(extras.get(extendedTimeId)) ??
      fromDosTime({ time: header.readUInt16LE(10), date: header.readUInt16LE(12) }),
    offset: bytes.position,
    headerBytes,
  };
}

/** The error for a folder that is also a file. */
export function folderWithContent(name: string): Error {
  return damaged("The archive is damaged: a folder in it has content.", { subject: name });
}
