import { type DicomFacts, readFacts } from "../dicom/dicom-facts.js";

/** Bytes up to which an instance is held whole while it is taken. */
const HELD_BYTES = 16_777_216;
/** Beginning of an instance that nearly always says all that is asked. */
export const HEAD_BYTES = 65_536;

/** What an instance says of itself. @returns `undefined` for what is no DICOM */
export function factsOf(head: Buffer, whole: boolean): DicomFacts | undefined {
  const start = head.subarray(0, HEAD_BYTES);
  const first = readFacts(start, whole && start.length === head.length);
  if (first !== "more") return first;
  const facts = readFacts(head, whole);
  return facts === "more" ? undefined : facts;
}

/** The beginning of an instance that comes in chunks, and the rest of one that is too big to be held. */
export async function beginningOf(
  source: AsyncIterable<Uint8Array>,
): Promise<{ readonly head: Buffer; readonly rest: AsyncIterable<Uint8Array> | undefined }> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (bytes <= HELD_BYTES) {
    const step = await iterator.next();
    if (step.done === true) return { head: Buffer.concat(chunks), rest: undefined };
    chunks.push(step.value);
    bytes += step.value.length;
  }
  return { head: Buffer.concat(chunks), rest: { [Symbol.asyncIterator]: () => iterator } };
}
