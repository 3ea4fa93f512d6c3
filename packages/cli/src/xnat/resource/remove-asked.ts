import { ScanferryError, collect, type TransferResult } from "@scanferry/transfer";
import type { ResourceHandle } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { countOf } from "../../output/count-of.js";
import { safeText } from "../../output/safe-text.js";
import { confirmDeletion } from "../../prompt/confirm-deletion.js";

/** So many files are named before they are deleted. */
const namedLimit = 20;

/** Names the files that would go, and asks. */
export async function askForFiles(
  call: CallContext,
  resource: ResourceHandle,
  names: readonly string[],
): Promise<void> {
  if (call.options.flag("yes") || call.options.flag("dryRun")) return;
  const { results } = await collect(resource.removeFiles(names, { dryRun: true, signal: call.signal }));
  const meant = results.filter(({ status }) => status === "planned").map(({ id }) => id);
  if (meant.length === 0) return;
  nameSome(call, meant);
  await confirmDeletion(call, `Delete ${countOf(meant.length, "file")}`);
}

/** Names the files of a resource that would go with it, and asks; gives their bytes. */
export async function askForWhole(call: CallContext, resource: ResourceHandle, id: string): Promise<number> {
  const meant: string[] = [];
  let [files, bytes] = [0, 0];
  for await (const file of resource.files({ signal: call.signal })) {
    files += 1;
    bytes += file.sizeBytes ?? 0;
    if (meant.length <= namedLimit) meant.push(`${id}/${file.path}`);
  }
  if (!call.options.flag("yes") && !call.options.flag("dryRun")) nameSome(call, meant);
  await confirmDeletion(call, `Delete the resource with ${countOf(files, "file")}`);
  return bytes;
}

/** Deletes a whole resource, or says that it would. */
export async function* removeWhole(
  call: CallContext,
  resource: ResourceHandle,
  { id, bytes }: { readonly id: string; readonly bytes: number },
): AsyncGenerator<TransferResult> {
  const dryRun = call.options.flag("dryRun");
  if (!dryRun) await resource.remove({ signal: call.signal });
  yield { id, target: id, action: "delete", status: dryRun ? "planned" : "done", bytes };
}

/** Nobody logs in for a question that no terminal can ask. */
export async function refuseWithoutTerminal(call: CallContext): Promise<void> {
  if (call.prompter === undefined) await confirmDeletion(call, "Delete");
}

function nameSome(call: CallContext, ids: readonly string[]): void {
  for (const id of ids.slice(0, namedLimit)) call.tell(safeText(id));
  if (ids.length > namedLimit) call.tell("and more");
}

/** A name that stands for all of a resource is meant as the resource. */
export function refuseEmptyName(names: readonly string[]): void {
  if (!names.includes("")) return;
  throw new ScanferryError("input/invalid", "A file's name is empty.", {
    hint: "Leave it out to delete the whole resource.",
  });
}
