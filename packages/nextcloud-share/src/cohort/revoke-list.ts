import {
  ScanferryError,
  isScanferryError,
  toScanferryError,
  type OnTransferEvent,
  type TransferResult,
} from "@scanferry/transfer";
import type { NextcloudClient } from "../client/nextcloud-client.js";
import { dayIn } from "../expiry/iso-day.js";
import { ShareJournal } from "../journal/share-journal.js";
import type { ShareListRow } from "../list/columns.js";
import { ShareList } from "../list/share-list.js";
import { parsePublicLink } from "../shares/public-link.js";
import type { Share } from "../shares/share.js";
import { ListWriter } from "./list-writer.js";

/** Which links of a list are ended. */
export interface RevokeListOptions {
  cloud: NextcloudClient;
  /** Only rows whose last day is over. @default false */
  expired?: boolean;
  /** Only these subjects. */
  subjects?: ReadonlySet<string>;
  /** Leave the files on the server. @default false */
  keepFile?: boolean;
  /** File that holds the passwords instead of the list. */
  splitPasswords?: string;
  /** Only say what would be done. @default false */
  dryRun?: boolean;
  /** @default Date.now */
  now?: () => number;
  signal?: AbortSignal;
  onEvent?: OnTransferEvent;
}

/** Rows that the options ask for and that are not revoked yet. */
function isWanted(row: ShareListRow, options: RevokeListOptions, today: string): boolean {
  if (row.url === "" || row.status === "revoked") return false;
  if (options.subjects !== undefined && !options.subjects.has(row.subject)) return false;
  return options.expired !== true || (row.expire !== "" && row.expire < today);
}

/** Ends the link of one row and removes its file. A link that is gone already leaves its file to be removed. */
async function revokeRow(
  row: ShareListRow,
  share: Share | undefined,
  options: RevokeListOptions,
): Promise<boolean> {
  const { cloud, keepFile = false, signal } = options;
  if (share !== undefined) {
    const { fileRemoved, inTrash } = await cloud.shares.revoke(share, { keepFile, signal });
    return fileRemoved && inTrash;
  }
  if (keepFile || row.remotePath === "") return false;
  // Only the very file that was shared: something else may have taken its name since.
  const entry = await cloud.files.stat(row.remotePath, { signal });
  if (entry?.kind !== "file" || row.bytes === undefined || entry.sizeBytes !== row.bytes) return false;
  return cloud.files.remove(row.remotePath, { signal });
}

/**
 * Ends the links of a list, removes the files behind them, and marks the rows `revoked`. The rows stay: a row that is
 * deleted means that its participant is to be shared again.
 *
 * @throws {@link ScanferryError} `local/not-found`, `local/busy`, `data/corrupt`, `auth/rejected`, `aborted`
 * @example
 * ```ts
 * await collect(revokeList("share-list.xlsx", { cloud, expired: true }));
 * ```
 */
export async function* revokeList(path: string, options: RevokeListOptions): AsyncGenerator<TransferResult> {
  const { cloud, signal, now = Date.now, onEvent } = options;
  const list = await ShareList.open(path, { splitPasswords: options.splitPasswords });
  if (!list.exists) {
    throw new ScanferryError("local/not-found", "There is no share list at this place.", { subject: path });
  }
  const today = dayIn(cloud.timeZone.name, now());
  const rows = [...list.rows()].filter((row) => isWanted(row, options, today));
  const shares = new Map<string, Share>();
  for await (const share of cloud.shares.list({}, { signal })) shares.set(share.token, share);
  const writer = new ListWriter(list);
  // The journal's lock keeps a running `share create` and this apart.
  const journal = options.dryRun === true ? undefined : await ShareJournal.open(path);
  let inTrash = 0;
  try {
    for (const row of rows) {
      signal?.throwIfAborted();
      let result: TransferResult = {
        id: row.subject,
        target: row.url,
        action: "revoke",
        status: "planned",
        bytes: row.bytes ?? 0,
      };
      try {
        if (options.dryRun !== true) {
          if (await revokeRow(row, shares.get(parsePublicLink(row.url).token), options)) inTrash += 1;
          const written = await writer.put({ ...row, status: "revoked" }, () => Promise.resolve());
          result = {
            ...result,
            status: "done",
            ...(written === "busy" && writer.busyError !== undefined
              ? { status: "failed", error: writer.busyError }
              : {}),
          };
        }
      } catch (error) {
        if (isScanferryError(error, "aborted") || isScanferryError(error, "auth/rejected")) throw error;
        result = { ...result, status: "failed", error: toScanferryError(error) };
      }
      onEvent?.({ type: "result", ...result });
      yield result;
    }
    if (inTrash > 0) {
      onEvent?.({
        type: "warning",
        message: `${inTrash} files lie in the Nextcloud's trash bin now and count against the quota.`,
        hint: "Empty the trash bin there to get the space back.",
      });
    }
  } finally {
    await journal?.close();
  }
}
