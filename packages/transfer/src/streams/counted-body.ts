import { ScanferryError } from "../errors/scanferry-error.js";

/** The error for a body whose length differs from what was announced. */
export function sizeMismatch(
  expectedBytes: number,
  actualBytes: number,
  what: "source" | "answer",
  retryable: boolean,
): ScanferryError {
  const side = actualBytes < expectedBytes ? "shorter" : "longer";
  return new ScanferryError("data/size-mismatch", `The ${what} is ${side} than announced.`, {
    hint:
      what === "source"
        ? "The file changed while it was being sent. Let it rest, then run the same command again."
        : "Run the same command again.",
    retryable,
    details: { expectedBytes, actualBytes },
  });
}

/**
 * Passes a body on and counts it. A body that is shorter than announced makes HTTP clients hang and a longer one is stored cut
 * (seen with node:http and webdav), so both throw here before the last byte is let through.
 *
 * @param onBytes Called with the size of each chunk that was let through.
 * @throws {@link ScanferryError} `data/size-mismatch`
 * @example
 * ```ts
 * const body = { lengthBytes: 5, source: countedBody(createReadStream("five.txt"), 5) };
 * ```
 */
export async function* countedBody(
  source: AsyncIterable<Uint8Array>,
  lengthBytes: number,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let sentBytes = 0;
  for await (const chunk of source) {
    if (chunk.byteLength === 0) continue;
    sentBytes += chunk.byteLength;
    if (sentBytes > lengthBytes) throw sizeMismatch(lengthBytes, sentBytes, "source", false);
    yield chunk;
    onBytes?.(chunk.byteLength);
  }
  if (sentBytes !== lengthBytes) throw sizeMismatch(lengthBytes, sentBytes, "source", false);
}
