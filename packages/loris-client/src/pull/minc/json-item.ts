import { isScanferryError, type FileItem } from "@scanferry/transfer";

import { final } from "../../http/loris-error.js";
import { jsonText, madeItem } from "../made-item.js";

/**
 * Makes the item of a small document that is the answer of a call. The ETags of most JSON answers are constant (v28), so none is asked.
 * A call repeats itself as often as is allowed, so that what still fails is not tried once more.
 */
export function jsonItem(
  id: string,
  target: string,
  read: (signal: AbortSignal) => Promise<unknown>,
): FileItem {
  return madeItem(id, target, async (signal) => {
    try {
      return [jsonText(await read(signal))];
    } catch (error) {
      throw isScanferryError(error) ? final(error) : error;
    }
  });
}
