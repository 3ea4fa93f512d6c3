import { join } from "node:path";
import type { FileItem } from "@scanferry/transfer";

import { openFile } from "../../http/open-file.js";
import type { LorisContext } from "../../context.js";
import type { PullRun } from "../planner.js";
import { serverCopyOf, type ServerCopies } from "./server-copies.js";
import { subsetTable } from "./subset-table.js";
import { bytesOf } from "./table-lines.js";

/** A table whose rows follow what stands on disk. */
export interface SubsetTable {
  /** Link of the server's table. */
  link: string;
  /** Where the table goes. */
  target: string;
  column: string;
  keep(value: string): Promise<boolean>;
  /** Whether data stand here that some row must name; then a table of which no row stays is stored whole. */
  mustName?(): Promise<boolean>;
}

/** The run, as far as tables need it. */
export type TableRun = Pick<PullRun, "root" | "options" | "warn"> & { copies: ServerCopies };

/** Warnings of which one is enough, however many tables there are. */
export function warnOnce(run: Pick<PullRun, "warn">): PullRun["warn"] {
  const given = new Set<string>();
  return (message, hint) => {
    if (!given.has(message)) run.warn(message, hint);
    given.add(message);
  };
}

/**
 * Makes the item of a table that is made consistent with what stands on disk, out of the server's own copy. Gives nothing where that
 * copy did not come in this run. A check writes no copy, so that it asks the server itself.
 */
export function subsetItem(ctx: LorisContext, table: SubsetTable, run: TableRun): FileItem | undefined {
  const { link, target, column } = table;
  const reading = run.options.check === true || run.options.dryRun === true;
  const copy = join(run.root, serverCopyOf(target));
  if (!reading && !run.copies.has(target)) return undefined;
  const keepAll = async (): Promise<boolean> => {
    if ((await table.mustName?.()) !== true) return false;
    run.warn(
      "A table of the server names none of the images that stand here; it is stored as it came, with all rows.",
      "Its paths may be written in another way than BIDS wants. Its rows may name files that were not downloaded.",
    );
    return true;
  };
  return {
    id: `${link}#subset`,
    target,
    compare: true,
    keepOther: true,
    async open({ signal }) {
      const opened = reading
        ? await openFile(ctx, link, { conditional: false })({ fromByte: 0, signal })
        : undefined;
      const source = opened === undefined || opened.status === "unchanged" ? bytesOf(copy) : opened.body;
      const onMissingColumn = (): void => {
        run.warn(
          "A table of the server has no column that names its rows; it is stored as it came, with all rows.",
          "Its rows may name files that were not downloaded.",
        );
      };
      return {
        status: "full",
        body: subsetTable(source, { column, keep: (value) => table.keep(value), onMissingColumn, keepAll }),
      };
    },
  };
}
