import { readShareList, type ShareListRow } from "@scanferry/nextcloud-share";
import type { CallContext } from "../call-context.js";

/** Reads a share list, with its passwords from `--split-passwords` where they lie apart; warns about doubled rows. */
export async function openList(call: CallContext, path: string): Promise<ShareListRow[]> {
  const splitPasswords = call.options.text("splitPasswords");
  const { rows, duplicates } = await readShareList(
    path,
    splitPasswords === undefined ? {} : { splitPasswords },
  );
  for (const subject of duplicates)
    call.logger.log("warn", "a participant stands in the list twice; the first row counts", { subject });
  const secrets = rows.flatMap((row) => [row.password, row.linkPassword]);
  for (const secret of secrets) if (secret !== "") call.secrets.add(secret);
  return rows;
}
