import { stat } from "node:fs/promises";
import { join } from "node:path";
import { readShareList, writeShareList } from "@scanferry/nextcloud-share";
import type { CallContext } from "../call-context.js";
import type { ShareSettings } from "./share-settings.js";

/**
 * Continues the list that today's script keeps in the dataset's root: offered in a terminal, taken elsewhere, once.
 * The original stays as it is. A dry run reads the original itself, because it writes nothing.
 */
export async function importLegacyList(
  call: CallContext,
  root: string,
  settings: ShareSettings,
): Promise<string> {
  const old = join(root, "share-list.xlsx");
  if (!(await exists(old)) || (await exists(settings.list))) return settings.list;
  const wanted =
    call.options.flag("yes") ||
    (await call.prompter?.confirm(`${old} is a list of shares. Continue it in ${settings.list}?`, true)) !==
      false;
  if (!wanted) return settings.list;
  const split = settings.splitPasswords === undefined ? {} : { splitPasswords: settings.splitPasswords };
  const { rows } = await readShareList(old);
  if (call.options.flag("dryRun")) {
    call.say(`Would continue ${old} (${String(rows.length)} rows) in ${settings.list}.`);
    return old;
  }
  await writeShareList(settings.list, rows, split);
  call.say(
    `Continued ${old} (${String(rows.length)} rows) in ${settings.list}; the original was not changed.`,
  );
  return settings.list;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
