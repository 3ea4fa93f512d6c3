import { ScanferryError } from "@scanferry/transfer";

const textLimitBytes = 16 * 1024 * 1024;
const lineLimitBytes = 64 * 1024;

/** Reads an input until it ends, is longer than the limit, or `enough` says so of a chunk. */
async function gather(
  input: AsyncIterable<Buffer | string>,
  limitBytes: number,
  enough: (chunk: Buffer) => boolean = () => false,
): Promise<{ text: string; tooLong: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    parts.push(bytes);
    length += bytes.length;
    if (length > limitBytes || enough(bytes)) break;
  }
  return { text: Buffer.concat(parts).toString("utf8"), tooLong: length > limitBytes };
}

/** Reads standard input to its end, as text. It is for requests, which are small. */
export async function readStdin(input: AsyncIterable<Buffer | string>): Promise<string> {
  const { text, tooLong } = await gather(input, textLimitBytes);
  if (tooLong) throw new ScanferryError("input/invalid", "Standard input holds more than 16 MiB.");
  return text;
}

/** Reads the first line of standard input as a password. */
export async function readPasswordStdin(input: AsyncIterable<Buffer | string>): Promise<string> {
  const { text, tooLong } = await gather(input, lineLimitBytes, (chunk) => chunk.includes(0x0a));
  const line = text.split(/\r?\n/, 1)[0] ?? "";
  if (line === "" || tooLong) {
    throw new ScanferryError("input/invalid", "Standard input holds no password.", {
      hint: "For example: printf '%s\\n' \"$PASSWORD\" | scanferry … --password-stdin",
    });
  }
  return line;
}
