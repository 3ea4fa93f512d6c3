import { isScanferryError } from "@scanferry/transfer";

import type { XnatContext } from "../context.js";
import { getItem, type XnatItem } from "../http/get-item.js";
import { listRows } from "../http/list-rows.js";
import { requestPath } from "../http/request-path.js";
import { experimentOf } from "../schemas/experiment.js";
import { itemField } from "./item-field.js";
import { ambiguousError } from "./select-errors.js";

/** A session as a server took its name. */
export interface TakenSession {
  project: string;
  /** As it was asked for. */
  name: string;
  /** The accession ID of what the server gave. */
  id: string;
}

interface Call {
  signal?: AbortSignal | undefined;
}

/**
 * Makes sure that a name means one session of a project only: labels that were taken over from an older XNAT look like accession IDs, and
 * may be those of other people's sessions.
 *
 * @throws {@link ScanferryError} `remote/ambiguous`
 */
export async function checkOneMeaning(ctx: XnatContext, taken: TakenSession, call: Call): Promise<void> {
  const isOther =
    taken.id === taken.name ? await isLabelOfOther(ctx, taken, call) : await isIdOfOther(ctx, taken, call);
  if (isOther) throw ambiguousError("session", [taken.name]);
}

/** 1.6.4 ignores the filter by label and gives the whole list, of which no row is kept. */
async function isLabelOfOther(
  ctx: XnatContext,
  { project, name, id }: TakenSession,
  { signal }: Call,
): Promise<boolean> {
  const path = requestPath("data", "projects", project, "experiments");
  const filter = isPlain(name) ? { label: name } : {};
  const query = { ...filter, columns: "ID,label" };
  for await (const row of listRows(ctx, path, { query, subject: project, signal })) {
    const other = experimentOf(row);
    if (other.label === name && other.id !== id) return true;
  }
  return false;
}

/** Outside a project a name is an accession ID and nothing else (wire/xnat.md, 2). */
async function isIdOfOther(
  ctx: XnatContext,
  { project, name, id }: TakenSession,
  { signal }: Call,
): Promise<boolean> {
  if (!isPlain(name)) return false;
  try {
    const other = await getItem(ctx, requestPath("data", "experiments", name), { subject: name, signal });
    return itemField(other, "ID", "id") !== id && isIn(other, project);
  } catch (error) {
    // Nothing has this ID, or nothing that this account may see.
    if (
      (["remote/not-found", "auth/forbidden", "auth/required"] as const).some((code) =>
        isScanferryError(error, code),
      )
    )
      return false;
    throw error;
  }
}

function isIn(item: XnatItem, project: string): boolean {
  const shares = item.children["sharing/share"] ?? [];
  return [item, ...shares].some((one) => itemField(one, "project") === project);
}

/** Whether a name is one of letters and digits: an accession ID is, and other signs mean something in a filter. */
function isPlain(name: string): boolean {
  return /^[\w.-]+$/.test(name);
}
