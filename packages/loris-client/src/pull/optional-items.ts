import { isScanferryError, type TransferResult } from "@scanferry/transfer";

import type { PlannedItem } from "./planner.js";

/** Makes `skipped` out of `failed` for items that the server may lack without fault. Held are the ids of those under way. */
export class OptionalItems {
  readonly #ids = new Set<string>();

  begin(item: PlannedItem & { id: string }): void {
    if ("optional" in item) this.#ids.add(item.id);
  }

  soften<T extends TransferResult>(result: T): T {
    const lacking = result.status === "failed" && isScanferryError(result.error, "remote/not-found");
    return lacking && this.#ids.has(result.id) ? { ...result, status: "skipped" } : result;
  }

  end(id: string): void {
    this.#ids.delete(id);
  }
}
