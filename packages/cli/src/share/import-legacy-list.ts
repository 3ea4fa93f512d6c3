import { access } from "node:fs/promises";
import { findListInDataset, importShareList, readShareList } from "@scanferry/nextcloud-share";
import type { CallContext } from "../call-context.js";
import type { ShareSettings } from "./share-settings.js";

/**
 * Continues the list that today's script keeps in the dataset's root: offered in a terminal, taken elsewhere, once.
 * The original stays as it is. Gives the list to work with: a dry run reads the original itself, because it writes
 * nothing.
 */
export async function importLegacyList(
  call: CallContext,
  root: string,
  settings: ShareSettings,
): Promise<string> {
  const { list, splitPasswords } = settings;
  const old = await findListInDataset(root);
  if (old === undefined || (await exists(list))) return list;
  const question = `${old} is a list of shares. Continue it in ${list}?`;
  if (!call.options.flag("yes") && (await call.prompter?.confirm(question, true)) === false) return list;
  if (call.options.flag("dryRun")) {
    const { rows } = await readShareList(old);
    call.say(`Would continue ${old} (${String(rows.length)} rows) in ${list}.`);
    return old;
  }
  const added = await importShareList(old, list, splitPasswords === undefined ? {} : { splitPasswords });
  call.say(`Continued ${old} (${String(added)} rows) in ${list}; the original was not changed.`);
  return list;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
