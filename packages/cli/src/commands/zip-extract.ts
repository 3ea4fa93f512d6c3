import { extractZip, planExtraction } from "@scanferry/zip-crypt";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { countOf } from "../output/count-of.js";
import { formatBytes } from "../output/format-bytes.js";
import { withProgress } from "../progress/with-progress.js";
import { safeText } from "../output/safe-text.js";
import { withFlagHint } from "../zip/hint-for-flags.js";
import { withArchivePassword } from "../zip/open-password.js";

/** `scanferry zip extract FILE -o DIR`: all files or none. */
export async function run(call: CallContext): Promise<number> {
  const path = call.args[0] ?? "";
  const folder = call.options.required("output");
  if (call.options.flag("dryRun")) return plan(call, path, folder);
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
      }).catch((error: unknown) => {
        throw withFlagHint(
          error,
          "overwrite",
          "Nothing was unpacked. Choose an empty folder with -o, or add --yes to replace files.",
        );
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
  call.say(`${countOf(entries, "file")}, ${formatBytes(bytes)}, in ${folder}`);
  return exit.done;
}

/** Needs no password, because names and sizes are not encrypted. */
async function plan(call: CallContext, path: string, folder: string): Promise<number> {
  let bytes = 0;
  let entries = 0;
  for await (const file of planExtraction(path, folder, { signal: call.signal })) {
    entries += 1;
    bytes += file.sizeBytes;
    const what = file.exists ? "is there already" : "would write";
    await call.out.record(
      { type: "entry", name: file.path, bytes: file.sizeBytes, exists: file.exists },
      `${what}\t${safeText(file.path)}`,
    );
  }
  await call.out.record(
    { type: "result", id: path, target: folder, action: "extract", status: "planned", bytes, entries },
    `planned\t${safeText(path)}\t${safeText(folder)}`,
  );
  await call.out.record(
    { type: "summary", done: 0, unchanged: 0, skipped: 0, failed: 0, planned: 1, bytes, ms: 0 },
    undefined,
  );
  return exit.done;
}
