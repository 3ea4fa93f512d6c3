import { toScanferryError } from "../../errors/to-scanferry-error.js";
import type { TransferResult } from "../../events/transfer-result.js";
import { runPoolMany } from "../../flow/run-pool.js";
import { isFatal } from "../../moving/try-item.js";
import { placeOf } from "../download-context.js";
import { bringFile } from "../download-file.js";
import { bringByStream } from "./bring-by-stream.js";
import type { GroupRun } from "./group-run.js";
import { measuredFile, unmeasuredError } from "./measured-file.js";
import type { WantedFile } from "./wanted-file.js";

/** So many files of one group are fetched at once. */
const singlesAtOnce = 4;

/** What an outdated list explains: the file is gone, or another one. */
const outdated = new Set(["remote/not-found", "data/size-mismatch", "data/checksum-mismatch"]);

/**
 * Fetches what is still wanted file by file. What an outdated list may explain is not failed yet, unless this is the `last` try.
 */
export async function bringSingly(run: GroupRun, { last }: { last: boolean }): Promise<void> {
  const { wanted, context, signal } = run;
  const files = runPoolMany<WantedFile, never>(
    wanted.unsettled(),
    (file, { signal: stop }) => bringOne(run, file, stop, { last }),
    { concurrency: Math.min(singlesAtOnce, context.options.concurrency ?? singlesAtOnce), signal },
  );
  await files.next();
  if (run.unmeasured.size === 0 || wanted.pending.files === 0) return;
  await bringByStream(run, { always: true });
  for await (const file of wanted.unsettled()) {
    if (run.unmeasured.get(file.id) !== undefined) await run.fail(file, unmeasuredError());
  }
}

/** Brings one file by itself, on the way that file items take; gives its result. */
export async function bringOne(
  run: GroupRun,
  file: WantedFile,
  signal: AbortSignal,
  { last = true } = {},
): Promise<void> {
  const { context } = run;
  const measured = measuredFile(run, file);
  const leave = await context.groups.singles.take();
  let result: TransferResult;
  try {
    const place = await placeOf(context, file.target);
    result = await bringFile(context, measured.item, place, signal, { ask: file.ask === true });
  } catch (caught) {
    const error = toScanferryError(caught);
    if (isFatal(error)) throw error;
    if (measured.failed()) {
      run.awaitStream(file);
      return;
    }
    if (!last && outdated.has(error.code) && run.doubt(file, error)) return;
    await run.fail(file, error);
    return;
  } finally {
    leave();
  }
  if (file.renamed === true) context.renamed.add(file.id);
  await run.finish(file, result);
}
