import { toScanferryError } from "@scanferry/transfer";

import type { FailedItem } from "./planner.js";

/** What cannot even be planned is listed among the results; the others go on. */
export function failedItem(id: string, error: unknown): FailedItem {
  return { id, target: "", failed: toScanferryError(error) };
}
