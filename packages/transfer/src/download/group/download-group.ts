import { ScanferryError } from "../../errors/scanferry-error.js";
import { toScanferryError } from "../../errors/to-scanferry-error.js";
import type { TransferResult } from "../../events/transfer-result.js";
import { isFatal } from "../../moving/try-item.js";
import { isReadOnly, type DownloadContext } from "../download-context.js";
import type { GroupItem } from "../group-item.js";
import { bringByStream } from "./bring-by-stream.js";
import { bringSingly } from "./bring-singly.js";
import { GroupRun } from "./group-run.js";
import { readList } from "./read-list.js";
import type { WantedFiles } from "./wanted-files.js";

/**
 * Brings the files of a group to their places: by its list, then by its stream or singly, whichever costs less. Where server and list
 * disagree, the list is read once more, and the new one counts.
 */
export async function downloadGroup(
  context: DownloadContext,
  item: GroupItem,
  signal: AbortSignal,
  push: (result: TransferResult) => Promise<void>,
): Promise<void> {
  const run = new GroupRun(context, item, signal, push);
  const lists: WantedFiles[] = [run.wanted];
  try {
    await readList(run);
    if (isReadOnly(context.options)) return;
    await bringByStream(run);
    if (!run.disagrees) await bringSingly(run, { last: false });
    if (!run.disagrees && run.doubtful.size === 0) return;
    const before = run.beginList();
    lists.push(run.wanted);
    await bringByNewList(run, before);
  } finally {
    for (const list of lists) await list.close();
  }
}

async function bringByNewList(run: GroupRun, before: WantedFiles): Promise<void> {
  try {
    await readList(run);
  } catch (caught) {
    if (isFatal(toScanferryError(caught))) throw caught;
    // The first list is all there is.
    run.wanted = before;
    for await (const file of before.unsettled()) {
      const doubt = run.doubtful.get(file.id);
      if (doubt !== undefined) await run.fail(file, doubt.error);
    }
    return bringSingly(run, { last: true });
  }
  await bringByStream(run);
  await bringSingly(run, { last: true });
  for await (const file of before.unsettled()) {
    if (!run.isSettled(file.id)) await run.settle(file, "skipped", 0, { error: vanished(file.target) });
  }
}

function vanished(target: string): ScanferryError {
  return new ScanferryError(
    "remote/not-found",
    "The file left the server's list while it was to be fetched.",
    {
      hint: "Somebody deleted or renamed it there. Run the same command again to see the present state.",
      subject: target,
    },
  );
}
