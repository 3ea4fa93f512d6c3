import type { TransferResult } from "../../events/transfer-result.js";
import type { DownloadContext } from "../download-context.js";
import { downloadFile } from "../download-file.js";
import type { GroupItem } from "../group-item.js";
import { groupFile } from "./group-file.js";

/** Brings the files of a group to their places. */
export async function downloadGroup(
  context: DownloadContext,
  item: GroupItem,
  signal: AbortSignal,
  push: (result: TransferResult) => Promise<void>,
): Promise<void> {
  for await (const listed of item.files({ signal })) {
    await push(await downloadFile(context, groupFile(item, listed), signal));
  }
}
