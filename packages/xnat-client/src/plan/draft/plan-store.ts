import { openSpool, type Spool } from "@scanferry/transfer";
import type { DoubtfulSeries } from "../push-plan.js";
import { GroupedSpool } from "./grouped-spool.js";
import { LeftOutList } from "./left-out-list.js";
import type { StoredFile } from "./stored-file.js";

/** What a plan is kept in while it is made and read. */
export interface PlanStore {
  readonly files: GroupedSpool<StoredFile>;
  readonly leftOut: LeftOutList;
  readonly doubtful: Spool<DoubtfulSeries>;
}

/** Opens the temporary files of a plan. */
export async function openStore(): Promise<PlanStore> {
  const files = await GroupedSpool.open<StoredFile>();
  const leftOut = await LeftOutList.open();
  return { files, leftOut, doubtful: await openSpool() };
}

/** Closes them; nothing of a plan is left then. */
export async function closeStore({ files, leftOut, doubtful }: PlanStore): Promise<void> {
  await Promise.all([files.close(), leftOut.close(), doubtful.close()]);
}
