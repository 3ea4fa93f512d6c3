import { readFile } from "node:fs/promises";
import { fsError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";

/**
 * Reads `--data FILE`, or standard input for `-`; nothing where it was not given.
 *
 * @throws {@link ScanferryError} `input/invalid` when standard input is the password too · `local/not-found` and its like
 */
export async function bodyOfOption(
  call: CallContext,
  kind: string,
): Promise<{ bytes: Buffer; source: string } | undefined> {
  const source = call.options.text("data");
  if (source === undefined) return undefined;
  if (source !== "-") {
    const bytes = await readFile(source).catch((error: unknown) => {
      throw fsError(error, source);
    });
    return { bytes, source };
  }
  if (call.options.flag("passwordStdin")) {
    throw new ScanferryError("input/invalid", "Standard input cannot be the body and the password.", {
      hint: `Log in once with scanferry login ${kind}, or give --data FILE.`,
    });
  }
  return { bytes: Buffer.from(await call.readStdin(), "utf8"), source };
}
