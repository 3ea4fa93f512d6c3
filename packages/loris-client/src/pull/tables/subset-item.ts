import { join } from "node:path";
import type { FileItem } from "@scanferry/transfer";

import { openFile } from "../../http/open-file.js";
import type { LorisContext } from "../../context.js";
import { isFile } from "../is-file.js";
import type { PullRun } from "../planner.js";
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
}

/** Where the server's own copy of a table lies while the table itself holds a part of its rows. */
export function serverCopyOf(target: string): string {
  return `.scanferry/server/${target}`;
}

/**
 * Makes the item of a table that is made consistent with what stands on disk, out of the server's own copy. Gives nothing where that
 * copy never came. A check writes no copy, so that it asks the server itself.
 */
export async function subsetItem(
  ctx: LorisContext,
  table: SubsetTable,
  run: PullRun,
): Promise<FileItem | undefined> {
  const { link, target, column } = table;
  const reading = run.options.check === true || run.options.dryRun === true;
  const copy = join(run.root, serverCopyOf(target));
  if (!reading && !(await isFile(copy))) return undefined;
  return {
    id: `${link}#subset`,
    target,
    compare: true,
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
        body: subsetTable(source, {
          column,
          keep: (value) => table.keep(value),
          onMissingColumn,
        }),
      };
    },
  };
}
