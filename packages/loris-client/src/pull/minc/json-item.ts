import { isScanferryError, type FileItem, isLoginFailure } from "@scanferry/transfer";

import { final } from "../../http/loris-error.js";
import { jsonText, madeItem } from "../made-item.js";

/**
 * Makes the item of a small document that is the answer of a call. The ETags of most JSON answers are constant (v28), so none is asked.
 * A call repeats itself as often as is allowed, so that what still fails is not tried once more; only a 500 the call gives up
 * early, since LORIS also means by it that something is unknown, which it is not here: the server's own list names it. A login that
 * fails on the way says nothing of the item, and when it may be tried again.
 */
export function jsonItem(
  id: string,
  target: string,
  read: (signal: AbortSignal) => Promise<unknown>,
): FileItem {
  const item = madeItem(id, target, async (signal) => {
    try {
      return [jsonText(await read(signal))];
    } catch (error) {
      if (!isScanferryError(error) || error.details?.["status"] === 500 || isLoginFailure(error)) throw error;
      throw final(error);
    }
  });
  return Object.assign(item, { exclusive: true });
}
