import { toScanferryError } from "../errors/to-scanferry-error.js";
import type { TransferResult } from "../events/transfer-result.js";
import { isFatal } from "../moving/try-item.js";
import { downloadBundle } from "./download-bundle.js";
import type { DownloadContext } from "./download-context.js";
import { downloadFile } from "./download-file.js";
import { downloadGroup } from "./group/download-group.js";
import { isBundle, type TransferItem } from "./transfer-item.js";

/** Brings one item of any kind; its errors become its result, but for those after which nothing can go on. */
export async function bringItem(
  context: DownloadContext,
  item: TransferItem,
  signal: AbortSignal,
  push: (result: TransferResult) => Promise<void>,
): Promise<void> {
  const { id, target, sizeBytes } = item;
  const action = ("action" in item ? item.action : undefined) ?? "download";
  if ("kind" in item && item.kind === "settled") {
    const { status, error } = item;
    const bytes = sizeBytes ?? 0;
    return push({ id, target, action, status, bytes, ...(error === undefined ? {} : { error }) });
  }
  const size = sizeBytes === undefined ? {} : { sizeBytes };
  // The files of a group are planned one by one, as its list is read.
  if (!("kind" in item)) context.emit({ type: "plan", id, target, action, ...size });
  try {
    if ("kind" in item) await downloadGroup(context, item, signal, push);
    else if (isBundle(item)) await downloadBundle(context, item, signal, push);
    else await push(await downloadFile(context, item, signal));
  } catch (caught) {
    const error = toScanferryError(caught);
    if (isFatal(error)) throw error;
    await push({ id, target, action, status: "failed", bytes: 0, error });
  }
}
