import { ScanferryError } from "@scanferry/transfer";

const limitBytes = 16 * 1024 * 1024;

/** Reads standard input to its end, as text. It is for requests, which are small. */
export async function readStdin(input: AsyncIterable<Buffer | string>): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    parts.push(bytes);
    length += bytes.length;
    if (length > limitBytes) {
      throw new ScanferryError("input/invalid", "Standard input holds more than 16 MiB.");
    }
  }
  return Buffer.concat(parts).toString("utf8");
}
