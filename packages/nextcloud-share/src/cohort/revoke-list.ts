import {
  ScanferryError,
  isScanferryError,
  throwIfAborted,
  toScanferryError,
  type OnTransferEvent,
  type TransferResult,
} from "@scanferry/transfer";
import type { NextcloudClient } from "../client/nextcloud-client.js";
import { dayIn } from "../expiry/iso-day.js";
import { ShareJournal } from "../journal/share-journal.js";
import type { ShareListRow } from "../list/columns.js";
import { ShareList } from "../list/share-list.js";
import { tokenOf } from "../list/token-of.js";
import type { Share } from "../shares/share.js";
import type { RemoteEntry } from "../webdav/remote-entry.js";
import { removeLeftovers } from "./leftovers.js";
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

const keptFile = {
  message: "The link had ended already, and its file was left: it is not provably the one that was shared.",
  hint: "Another list may have taken its name. Look at it in the Nextcloud and remove it there if nobody needs it.",
};

/** Rows that the options ask for and that are not revoked yet. */
function isWanted(row: ShareListRow, options: RevokeListOptions, today: string): boolean {
  if (row.url === "" || row.status === "revoked") return false;
  if (options.subjects !== undefined && !options.subjects.has(row.subject)) return false;
  return options.expired !== true || (row.expire !== "" && row.expire < today);
}

/** Ends the link of one row and removes its file. A link that is gone already leaves its file to be removed. */
async function revokeRow(
  row: ShareListRow,
  shares: ReadonlyMap<string, Share>,
  options: RevokeListOptions,
): Promise<{ inTrash: boolean; kept: boolean }> {
  const { cloud, keepFile = false, signal } = options;
  const share = shares.get(tokenOf(row.url));
  if (share !== undefined) {
    const { fileRemoved, inTrash } = await cloud.shares.revoke(share, { keepFile, signal });
    return { inTrash: fileRemoved && inTrash, kept: false };
  }
  if (keepFile || row.remotePath === "") return { inTrash: false, kept: false };
  const entry = await cloud.files.stat(row.remotePath, { signal });
  if (entry === undefined) return { inTrash: false, kept: false };
  if (!(await isSharedFile(row, entry, shares, options))) return { inTrash: false, kept: true };
  const { etag } = entry;
  const removed = await cloud.files.remove(row.remotePath, {
    signal,
    ...(etag === undefined ? {} : { ifMatch: etag }),
  });
  return { inTrash: removed, kept: false };
}

/** Whether a file is the very one that was shared, to the byte: something else may have taken its name since. */
async function isSharedFile(
  row: ShareListRow,
  entry: RemoteEntry,
  shares: ReadonlyMap<string, Share>,
  { cloud, signal }: RevokeListOptions,
): Promise<boolean> {
  if (entry.kind !== "file" || row.sha256 === "" || entry.sizeBytes !== row.bytes) return false;
  const place = row.remotePath.replace(/^\/+/, "");
  if ([...shares.values()].some(({ path }) => path === place)) return false;
  return (await cloud.files.digest(row.remotePath, { signal })) === row.sha256;
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
    if (journal !== undefined) await removeLeftovers(path, now());
    for (const row of rows) {
      throwIfAborted(signal);
      let result: TransferResult = {
        id: row.subject,
        target: row.url,
        action: "revoke",
        status: "planned",
        bytes: row.bytes ?? 0,
      };
      try {
        if (options.dryRun !== true) {
          const ended = await revokeRow(row, shares, options);
          if (ended.inTrash) inTrash += 1;
          if (ended.kept) onEvent?.({ type: "warning", id: row.subject, ...keptFile });
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
