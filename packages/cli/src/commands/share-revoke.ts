import type { NextcloudClient, Share } from "@scanferry/nextcloud-share";
import { ScanferryError, toScanferryError, type TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { withNextcloud } from "../nextcloud/connect.js";
import { confirmDeletion } from "../prompt/confirm-deletion.js";
import { findShares, revokeSelection } from "../share/revoke-selection.js";
import { markRevoked } from "../share/mark-revoked.js";
import { runTransfer } from "../transfer/run-transfer.js";

/** `scanferry share revoke ID… | --expired | --all-in LIST` */
export async function run(call: CallContext): Promise<number> {
  const selection = await revokeSelection(call);
  return withNextcloud(call, async (cloud) => {
    const { shares, missing } = await findShares(cloud, selection, call.signal);
    const what = call.options.flag("keepFile") ? "links" : "links and the files behind them";
    if (shares.length > 0)
      await confirmDeletion(
        call,
        `End ${String(shares.length)} ${what}: ${shares.map(({ path }) => path).join(", ")}`,
      );
    const ended: string[] = [];
    const code = await runTransfer(call, ({ signal }) => revoke(call, cloud, shares, missing, ended, signal));
    const list = selection.list;
    if (list !== undefined && ended.length > 0) await markRevoked(call, list, ended);
    return code;
  });
}

async function* revoke(
  call: CallContext,
  cloud: NextcloudClient,
  shares: readonly Share[],
  missing: readonly string[],
  ended: string[],
  signal: AbortSignal,
): AsyncGenerator<TransferResult> {
  let inTrash = 0;
  for (const id of missing) {
    const error = new ScanferryError("remote/not-found", "There is no link with this number.", {
      hint: "See scanferry share ls.",
    });
    yield { id, target: "", action: "revoke", status: "failed", bytes: 0, error };
  }
  for (const share of shares) {
    if (signal.aborted) return;
    const base = { id: share.id, target: share.path, action: "revoke", bytes: 0 };
    if (call.options.flag("dryRun")) {
      yield { ...base, status: "planned" };
      continue;
    }
    try {
      const outcome = await cloud.shares.revoke(share, { keepFile: call.options.flag("keepFile"), signal });
      if (outcome.inTrash) inTrash += 1;
      ended.push(share.url);
      yield { ...base, status: outcome.linkRemoved || outcome.fileRemoved ? "done" : "unchanged" };
    } catch (error) {
      const known = toScanferryError(error);
      // A refused login would be refused for every link, and repeated it blocks the address.
      if (known.code === "auth/rejected" || known.code === "aborted") throw known;
      yield { ...base, status: "failed", error: known };
    }
  }
  if (inTrash > 0)
    call.say(
      `${String(inTrash)} files now lie in the server's trash bin and count against the quota until it is emptied.`,
    );
}
