import { countedBody } from "../streams/counted-body.js";
import type { BytesOptions } from "./http.js";
import type { StallWatch } from "./stall-watch.js";

const pieceBytes = 64 * 1024;

/** A body on its way out: counted, in pieces, each of which tells the watch that something moves. */
export function sentBody(
  body: NonNullable<BytesOptions["body"]>,
  watch: StallWatch,
  answerMs: number,
  onSent?: (bytes: number) => void,
): { stream: AsyncIterable<Uint8Array>; failure: () => unknown } {
  let failed: unknown;
  async function* stream(): AsyncGenerator<Uint8Array> {
    try {
      const source =
        body.lengthBytes === undefined ? body.source : countedBody(body.source, body.lengthBytes);
      for await (const chunk of source) {
        // Small pieces, so that on a slow line each one that leaves is seen before the stall timer ends.
        for (let start = 0, end = 0; start < chunk.byteLength; start = end) {
          end = start + pieceBytes;
          // A short rest goes along: a write of its own would cost as much as a whole piece.
          if (chunk.byteLength - end < pieceBytes / 4) end = chunk.byteLength;
          const piece = chunk.subarray(start, end);
          yield piece;
          watch.touch();
          onSent?.(piece.byteLength);
        }
      }
      watch.restart(answerMs);
    } catch (error) {
      failed = error;
      throw error;
    }
  }
  return { stream: stream(), failure: () => failed };
}
