import { access } from "node:fs/promises";
import { readShareList, type ShareListRow } from "@scanferry/nextcloud-share";
import { fsError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { refuseSameFile } from "./distinct-files.js";

/** Reads a share list, with its passwords from `--split-passwords` where they lie apart; warns about doubled rows. */
export async function openList(call: CallContext, path: string): Promise<ShareListRow[]> {
  const splitPasswords = call.options.text("splitPasswords");
  const logFile = call.options.text("logFile");
  await refuseSameFile([
    { flag: "The list", path },
    ...(splitPasswords === undefined ? [] : [{ flag: "--split-passwords", path: splitPasswords }]),
    ...(logFile === undefined ? [] : [{ flag: "--log-file", path: logFile }]),
  ]);
  // To the library a file that is missing is a new one; only a run that makes passwords may begin one.
  if (splitPasswords !== undefined) {
    await access(splitPasswords).catch((error: unknown) => {
      throw fsError(error, splitPasswords);
    });
  }
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
