import { extractZip } from "@scanferry/zip-crypt";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { formatBytes } from "../output/format-bytes.js";
import { withProgress } from "../progress/with-progress.js";
import { withArchivePassword } from "../zip/open-password.js";

/** `scanferry zip extract FILE -o DIR`: all files or none. */
export async function run(call: CallContext): Promise<number> {
  const path = call.args[0] ?? "";
  const folder = call.options.required("output");
  const begun = call.now().getTime();
  const { entries, bytes } = await withArchivePassword(call, (password) =>
    withProgress(call, (progress) =>
      extractZip(path, folder, {
        ...(password === undefined ? {} : { password }),
        overwrite: call.options.flag("yes"),
        signal: call.signal,
        onEvent: (event) => {
          if (event.type === "progress") progress.state.progress(path, event.bytes, event.totalBytes);
        },
      }),
    ),
  );
  await call.out.record(
    { type: "result", id: path, target: folder, action: "extract", status: "done", bytes, entries },
    `done\t${path}\t${folder}`,
  );
  await call.out.record(
    {
      type: "summary",
      done: 1,
      unchanged: 0,
      skipped: 0,
      failed: 0,
      bytes,
      ms: call.now().getTime() - begun,
    },
    undefined,
  );
  call.say(`${String(entries)} files, ${formatBytes(bytes)}, in ${folder}`);
  return exit.done;
}
