import { pduType } from "../socket/pdu.js";

/** Header of the unit and of its one presentation data value (PS3.8 9.3.5). */
const headerBytes = 12;

/** The largest fragment of ours. More brings nothing, even where the receiver sets no limit. */
const largestFragment = 262_144;

/**
 * How many bytes of a message fit into one unit for a receiver.
 *
 * @param maxPduLength what the receiver said; 0 is "no limit" (PS3.8 D.1)
 * @returns an even number, for each fragment has an even length; below 2 where nothing fits
 */
export function fragmentBytes(maxPduLength: number): number {
  if (maxPduLength === 0) return largestFragment;
  return Math.min(largestFragment, maxPduLength - 6) & ~1;
}

/** What is cut into fragments. */
export interface FragmentedPart {
  readonly contextId: number;
  readonly isCommand: boolean;
  /** Whether the message's command, or its data set, ends with these bytes. */
  readonly isLast: boolean;
  readonly maxBytes: number;
}

/** Cuts bytes into units, as a list of headers and of views into them: nothing is copied. */
export function fragments(bytes: Buffer, part: FragmentedPart): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length || at === 0; at += part.maxBytes) {
    const fragment = bytes.subarray(at, at + part.maxBytes);
    const ends = part.isLast && at + part.maxBytes >= bytes.length;
    const header = Buffer.alloc(headerBytes);
    header[0] = pduType.data;
    header.writeUInt32BE(fragment.length + 6, 2);
    header.writeUInt32BE(fragment.length + 2, 6);
    header[10] = part.contextId;
    header[11] = (part.isCommand ? 1 : 0) | (ends ? 2 : 0);
    parts.push(header, fragment);
  }
  return parts;
}
