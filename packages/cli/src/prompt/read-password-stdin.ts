import { ScanferryError } from "@scanferry/transfer";

const limitBytes = 64 * 1024;

/** Reads the first line of standard input as a password. */
export async function readPasswordStdin(input: AsyncIterable<Buffer | string>): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    parts.push(bytes);
    length += bytes.length;
    if (length > limitBytes || bytes.includes(0x0a)) break;
  }
  const line = Buffer.concat(parts).toString("utf8").split(/\r?\n/, 1)[0] ?? "";
  if (line === "" || length > limitBytes) {
    throw new ScanferryError("input/invalid", "Standard input holds no password.", {
      hint: "For example: printf '%s\\n' \"$PASSWORD\" | scanferry … --password-stdin",
    });
  }
  return line;
}
