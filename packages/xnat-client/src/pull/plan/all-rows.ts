import type { XnatContext } from "../../context.js";
import { listRows, type ListOptions } from "../../http/list-rows.js";
import type { Row } from "../../schemas/row.js";
import { onceRenewed } from "./once-renewed.js";

/** Reads a list whole, for those that are some dozens of rows long: the scans of a session, the resources of anything. */
export function allRows<T>(
  ctx: XnatContext,
  path: string,
  options: ListOptions,
  read: (row: Row) => T,
): Promise<T[]> {
  return onceRenewed(ctx, options, async () => {
    const values: T[] = [];
    for await (const row of listRows(ctx, path, options)) values.push(read(row));
    return values;
  });
}
