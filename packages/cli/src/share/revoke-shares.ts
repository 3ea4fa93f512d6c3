import type { NextcloudClient, Share } from "@scanferry/nextcloud-share";
import { ScanferryError, toScanferryError, type TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { countOf } from "../output/count-of.js";
import { confirmDeletion } from "../prompt/confirm-deletion.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { markRevoked } from "./mark-revoked.js";
import { openList } from "./open-list.js";

/** Ends links by their numbers, or those below `--remote` whose last day is over. */
export async function revokeShares(
  call: CallContext,
  cloud: NextcloudClient,
  { ids, expired }: { ids: readonly string[]; expired: boolean },
): Promise<number> {
  const list = call.options.text("list");
  // A list that cannot be read would be noticed only after the links have ended.
  if (list !== undefined) await openList(call, list);
  const wanted = new Set(ids);
  const shares: Share[] = [];
  // Only links below our own folder: a file behind another link may be somebody's only copy.
  const found = expired
    ? cloud.shares.findRevocable(
        { expired: true, folder: call.options.required("remote") },
        { signal: call.signal },
      )
    : cloud.shares.list({}, { signal: call.signal });
  for await (const share of found) if (wanted.delete(share.id) || expired) shares.push(share);
  if (shares.length > 0) {
    const files = call.options.flag("keepFile") ? "" : ", and remove from the server";
    await confirmDeletion(
      call,
      `End ${String(shares.length)} links${files}: ${shares.map(({ path }) => path).join(", ")}`,
    );
  }
  const ended: string[] = [];
  const code = await runTransfer(call, ({ signal }) =>
    revoke(call, cloud, shares, [...wanted], ended, signal),
  );
  if (list !== undefined && ended.length > 0) await markRevoked(call, list, ended);
  if (list === undefined && ended.length > 0)
    call.say("No list was marked: with --list FILE the rows of ended links say so.");
  return code;
}

async function* revoke(
  call: CallContext,
  cloud: NextcloudClient,
  shares: readonly Share[],
  missing: readonly string[],
  ended: string[],
  signal: AbortSignal,
): AsyncGenerator<TransferResult> {
  for (const id of missing) {
    const error = new ScanferryError("remote/not-found", "There is no link with this number.", {
      hint: "See scanferry share ls.",
    });
    yield { id, target: "", action: "revoke", status: "failed", bytes: 0, error };
  }
  let inTrash = 0;
  for (const share of shares) {
    if (signal.aborted) return;
    const base = { id: share.id, target: share.path, action: "revoke", bytes: share.sizeBytes ?? 0 };
    if (call.options.flag("dryRun")) {
      yield { ...base, status: "planned" };
      continue;
    }
    try {
      const outcome = await cloud.shares.revoke(share, { keepFile: call.options.flag("keepFile"), signal });
      if (outcome.inTrash) inTrash += 1;
      ended.push(share.url);
      yield { ...base, status: "done" };
    } catch (error) {
      const known = toScanferryError(error);
      // A refused login would be refused for every link, and repeated it blocks the address.
      if (known.code === "auth/rejected" || known.code === "aborted") throw known;
      yield { ...base, status: "failed", error: known };
    }
  }
  if (inTrash > 0) {
    call.say(
      `${countOf(inTrash, "file")} now ${inTrash === 1 ? "lies" : "lie"} in the server's trash bin, counting against the quota until it is emptied.`,
    );
  }
}
