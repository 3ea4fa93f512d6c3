import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";

/**
 * Asks before something is deleted. `--yes` and a dry run need no answer; where nobody can be asked, the command stops.
 *
 * @throws {@link ScanferryError} `input/invalid` without a terminal and without `--yes` · `aborted` after a no
 */
export async function confirmDeletion(call: CallContext, what: string): Promise<void> {
  if (!(await isDeletionAgreed(call, what))) throw new ScanferryError("aborted", "Nothing was deleted.");
}

/**
 * Asks as {@link confirmDeletion}, for a command that goes on after a no.
 *
 * @throws {@link ScanferryError} `input/invalid` without a terminal and without `--yes`
 */
export async function isDeletionAgreed(call: CallContext, what: string): Promise<boolean> {
  if (call.options.flag("yes") || call.options.flag("dryRun")) return true;
  if (call.prompter === undefined) {
    throw new ScanferryError("input/invalid", "This deletes something, and there is no terminal to ask.", {
      hint: "Look with -n first, then repeat the command with --yes.",
    });
  }
  return call.prompter.confirm(`${what}?`, false);
}
