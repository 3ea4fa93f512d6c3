import { testZip } from "@scanferry/zip-crypt";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { countOf } from "../output/count-of.js";
import { formatBytes } from "../output/format-bytes.js";
import { withArchivePassword } from "../zip/open-password.js";

/** `scanferry zip test FILE` */
export async function run(call: CallContext): Promise<number> {
  const path = call.args[0] ?? "";
  const { entries, bytes } = await withArchivePassword(call, (password) =>
    testZip(path, { ...(password === undefined ? {} : { password }), signal: call.signal }),
  );
  await call.out.record(
    { type: "result", id: path, target: path, action: "test", status: "done", bytes, entries },
    `ok\t${path}\t${countOf(entries, "file")}, ${formatBytes(bytes)}`,
  );
  return exit.done;
}
