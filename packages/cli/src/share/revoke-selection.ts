import type { NextcloudClient, Share } from "@scanferry/nextcloud-share";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { openList } from "./open-list.js";

/** Which links `share revoke` is about: exactly one of the three ways is set. */
export interface RevokeSelection {
  ids?: readonly string[];
  /** Tokens of the links in a list. */
  tokens?: readonly string[];
  /** Folder below which expired links are ended. */
  expiredIn?: string;
  /** The list that is kept up to date. */
  list?: string;
}

/** Reads the selection from the command line. */
export async function revokeSelection(call: CallContext): Promise<RevokeSelection> {
  const { options, args } = call;
  const allIn = options.text("allIn");
  const ways = [args.length > 0, options.flag("expired"), allIn !== undefined].filter(Boolean).length;
  if (ways !== 1) {
    throw new ScanferryError("input/invalid", "Say which links are to end, in one way.", {
      hint: "scanferry share revoke ID…, or --expired, or --all-in LIST",
    });
  }
  const list = allIn ?? options.text("list");
  const kept = list === undefined ? {} : { list };
  if (options.flag("expired")) return { expiredIn: options.required("remote"), ...kept };
  if (allIn === undefined) return { ids: args, ...kept };
  const rows = await openList(call, allIn);
  return { tokens: rows.map((row) => tokenOf(row.url)).filter((token) => token !== undefined), ...kept };
}

/** Finds the links on the server, so that the question can name them. Ids that are not there are told apart. */
export async function findShares(
  cloud: NextcloudClient,
  selection: RevokeSelection,
  signal: AbortSignal,
): Promise<{ shares: Share[]; missing: string[] }> {
  const shares: Share[] = [];
  const { ids, tokens, expiredIn } = selection;
  if (ids !== undefined) {
    const wanted = new Set(ids);
    for await (const share of cloud.shares.list({}, { signal }))
      if (wanted.delete(share.id)) shares.push(share);
    return { shares, missing: [...wanted] };
  }
  const query = tokens === undefined ? { expired: true, folder: expiredIn ?? "" } : { tokens };
  for await (const share of cloud.shares.findRevocable(query, { signal })) shares.push(share);
  return { shares, missing: [] };
}

function tokenOf(url: string): string | undefined {
  return /\/s\/([A-Za-z0-9]+)\/?$/.exec(url)?.[1];
}
