import type { FileItem } from "@scanferry/transfer";

import { jsonText, madeItem } from "../made-item.js";

/** Makes the item of a small document that is the answer of a call. The ETags of most JSON answers are constant (v28), so none is asked. */
export function jsonItem(
  id: string,
  target: string,
  read: (signal: AbortSignal) => Promise<unknown>,
): FileItem {
  return madeItem(id, target, async (signal) => [jsonText(await read(signal))]);
}
