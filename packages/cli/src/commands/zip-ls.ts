import { listZip } from "@scanferry/zip-crypt";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { safeText } from "../output/safe-text.js";

/** `scanferry zip ls FILE`: needs no password, because names and sizes are not encrypted. */
export async function run(call: CallContext): Promise<number> {
  let count = 0;
  for await (const entry of listZip(call.args[0] ?? "", { signal: call.signal })) {
    count += 1;
    const { name, sizeBytes, compressedBytes, encryption, mtime } = entry;
    const record = {
      type: "entry",
      name,
      bytes: sizeBytes,
      compressedBytes,
      encryption,
      mtime: mtime.toISOString(),
    };
    await call.out.record(
      record,
      `${String(sizeBytes).padStart(12)}  ${encryption.padEnd(9)}  ${safeText(name)}`,
    );
    if (call.out.closed) break;
  }
  return count === 0 && call.options.flag("errorIfEmpty") ? exit.empty : exit.done;
}
