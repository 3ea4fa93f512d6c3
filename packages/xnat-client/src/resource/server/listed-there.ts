import type { CallOptions, XnatContext } from "../../context.js";
import { listRows } from "../../http/list-rows.js";
import { xnatFileOf, type XnatFile } from "../../schemas/xnat-file.js";
import type { PutTarget } from "../place/put-target.js";
import { storedName } from "../sources/check-names.js";

/**
 * Which of some names the server lists in a resource. The list is read as a stream, so that only what was asked for is held. Of two spellings of
 * a name, the one that we would send is taken.
 */
export async function listedThere(
  ctx: XnatContext,
  target: PutTarget,
  names: Iterable<string>,
  { signal }: CallOptions,
): Promise<Map<string, XnatFile>> {
  const wanted = new Set(names);
  const found = new Map<string, XnatFile>();
  const { line } = ctx.version;
  for await (const row of listRows(ctx, `${target.path}/files`, {
    signal,
    subject: target.name,
    project: target.project,
  })) {
    const file = xnatFileOf(row, line);
    if (!wanted.has(file.path)) continue;
    if (found.has(file.path) && file.stored !== storedName(file.path, line)) continue;
    found.set(file.path, file);
  }
  return found;
}
