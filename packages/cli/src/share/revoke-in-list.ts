import { revokeList, type NextcloudClient } from "@scanferry/nextcloud-share";
import type { CallContext } from "../call-context.js";
import { confirmDeletion } from "../prompt/confirm-deletion.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { openList } from "./open-list.js";

/** Ends the links of a list, all or those whose last day is over. */
export async function revokeInList(
  call: CallContext,
  cloud: NextcloudClient,
  { list, expired }: { list: string; expired: boolean },
): Promise<number> {
  const rows = (await openList(call, list)).filter((row) => row.url !== "" && row.status !== "revoked");
  const keepFile = call.options.flag("keepFile");
  const which = expired ? "the links whose last day is over, out of" : "all";
  await confirmDeletion(
    call,
    `End ${which} ${String(rows.length)} links of ${list}${keepFile ? "" : ", and remove their files from the server"}`,
  );
  const splitPasswords = call.options.text("splitPasswords");
  return runTransfer(call, ({ signal, onEvent }) =>
    revokeList(list, {
      cloud,
      expired,
      keepFile,
      dryRun: call.options.flag("dryRun"),
      ...(splitPasswords === undefined ? {} : { splitPasswords }),
      signal,
      onEvent,
    }),
  );
}
