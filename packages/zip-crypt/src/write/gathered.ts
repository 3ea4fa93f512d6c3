const gatherBytes = 64 * 1024;

/**
 * Joins small pieces (headers, salts, codes, small files) into chunks of about 64 KiB: sinks and sockets pay per
 * chunk. Large chunks pass uncopied.
 */
export async function* gathered(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    if (chunk.length < gatherBytes) {
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes < gatherBytes) continue;
    }
    if (waiting.length > 0) yield Buffer.concat(waiting, waitingBytes);
    waiting = [];
    waitingBytes = 0;
    if (chunk.length >= gatherBytes) yield chunk;
  }
  if (waiting.length > 0) yield Buffer.concat(waiting, waitingBytes);
}
