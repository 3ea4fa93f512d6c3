import { HashTable } from "@scanferry/transfer";

import { candidates } from "../../calls/candidates.js";
import type { CallOptions, LorisContext } from "../../context.js";

/** The candidates of a project, by CandID: the BIDS endpoint lists all projects whatever the one in its address. */
export async function projectMembers(
  ctx: LorisContext,
  name: string,
  options: CallOptions,
): Promise<HashTable> {
  const members = new HashTable();
  for await (const { id, project } of candidates(ctx, options)) if (project === name) members.set(id, 1);
  return members;
}
