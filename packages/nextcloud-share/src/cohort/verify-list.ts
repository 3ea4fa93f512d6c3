import {
  ScanferryError,
  isScanferryError,
  runPool,
  toScanferryError,
  type OnTransferEvent,
  type PoolContext,
  type TransferResult,
} from "@scanferry/transfer";
import type { NextcloudClient } from "../client/nextcloud-client.js";
import { dayIn } from "../expiry/iso-day.js";
import { stateFolder } from "../journal/share-journal.js";
import type { ShareListRow } from "../list/columns.js";
import { readShareList } from "../list/share-list.js";
import { tokenOf } from "../list/token-of.js";
import type { LinkReport } from "../verify/verify-link.js";
import { testAsRecipient, verifyPrefix } from "./self-test.js";

/** How a list is verified. */
export interface VerifyListOptions {
  cloud: NextcloudClient;
  /** File that holds the passwords instead of the list. */
  splitPasswords?: string;
  /** Also download each file, open it with the listed password and compare its digest. @default false */
  deep?: boolean;
  /** How often a download is repeated after a fault that passes. @default 4 */
  retries?: number;
  /** @default 4 */
  concurrency?: number;
  /** @default Date.now */
  now?: () => number;
  signal?: AbortSignal;
  onEvent?: OnTransferEvent;
}

const hints = {
  dead: "It expired or was revoked. Delete the row and share again.",
  wrong: "The file was replaced after it was shared. Delete the row and share again.",
  refused: "The link's password differs from the list. Delete the row and share again.",
  locked: "The link asks for a password that is not in the list; with --split-passwords give that file.",
  unknown: "Try again later.",
} as const;

/** What is wrong with a link; undefined when nothing is. */
function problemOf(row: ShareListRow, report: LinkReport, today: string): ScanferryError | undefined {
  const { status } = report;
  if (status === "alive") {
    if (report.expire === undefined || row.expire === "" || report.expire === row.expire) return undefined;
    return new ScanferryError("remote/conflict", "The link ends on another day than the list says.", {
      hint: `It works up to and including ${report.expire}.`,
      details: { expire: report.expire, listed: row.expire },
    });
  }
  if (report.error !== undefined && status !== "refused") return report.error;
  const over = status === "dead" && row.expire !== "" && row.expire < today;
  const messages = {
    dead: over ? "The link's last day is over." : "The link is dead.",
    wrong: "The file behind the link has another size than the list says.",
    refused: "The server refuses the listed password of the link.",
    locked: "The link asks for a password.",
    unknown: "The link could not be checked.",
  };
  const code =
    status === "wrong" ? "data/size-mismatch" : status === "dead" ? "remote/not-found" : "remote/refused";
  return new ScanferryError(code, messages[status], { hint: hints[status], details: { link: status } });
}

/** Downloads and opens, where the list says enough to do so. */
async function openIt(
  row: ShareListRow,
  list: string,
  options: VerifyListOptions,
  signal: AbortSignal,
): Promise<void> {
  if (row.password === "") {
    throw new ScanferryError("auth/required", "The list holds no password for this row.", {
      hint: "Give the file of the passwords with --split-passwords.",
    });
  }
  await testAsRecipient(options.cloud, {
    url: row.url,
    linkPassword: row.linkPassword,
    password: row.password,
    sizeBytes: row.bytes,
    sha256: row.sha256,
    tempFolder: stateFolder(list),
    prefix: verifyPrefix,
    ...(options.retries === undefined ? {} : { retry: { retries: options.retries } }),
    signal,
  });
}

/**
 * Checks every row of a list as the recipients would meet it: the link is alive, ends on the listed day, asks for nothing
 * else, and gives a file of the listed size. `done` is well, `failed` says what is wrong, `skipped` are revoked rows.
 *
 * @throws {@link ScanferryError} `local/not-found`, `data/corrupt`, `auth/rejected`, `aborted`
 * @example
 * ```ts
 * for await (const { id, status, error } of verifyList("share-list.xlsx", { cloud })) console.log(id, status, error?.message);
 * ```
 */
export async function* verifyList(list: string, options: VerifyListOptions): AsyncGenerator<TransferResult> {
  const { cloud, signal, now = Date.now, concurrency = 4, onEvent } = options;
  const { rows } = await readShareList(list, { splitPasswords: options.splitPasswords });
  const today = dayIn(cloud.timeZone.name, now());
  const expireOf = new Map<string, string | undefined>();
  for await (const share of cloud.shares.list({}, { signal })) expireOf.set(share.token, share.expire);

  const work = async (row: ShareListRow, context: PoolContext): Promise<TransferResult> => {
    const result = { id: row.subject, target: row.url, action: "verify", bytes: row.bytes ?? 0 };
    if (row.url === "" || row.status === "revoked") return { ...result, status: "skipped" };
    const report = await cloud.verifyLink(
      {
        url: row.url,
        sizeBytes: row.bytes,
        ...(row.linkPassword === "" ? {} : { password: row.linkPassword }),
      },
      { signal: context.signal },
    );
    const problem = problemOf(row, { ...report, expire: expireOf.get(tokenOf(row.url)) }, today);
    if (problem !== undefined) return { ...result, status: "failed", error: problem };
    try {
      if (options.deep === true) await openIt(row, list, options, context.signal);
      return { ...result, status: "done" };
    } catch (error) {
      if (isScanferryError(error, "aborted")) throw error;
      return { ...result, status: "failed", error: toScanferryError(error) };
    }
  };
  for await (const result of runPool(rows, work, {
    concurrency,
    ...(signal === undefined ? {} : { signal }),
  })) {
    onEvent?.({ type: "result", ...result });
    yield result;
  }
}
