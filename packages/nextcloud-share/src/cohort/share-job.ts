import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { PathClaims, ScanferryError, type OnTransferEvent } from "@scanferry/transfer";
import type { NextcloudClient } from "../client/nextcloud-client.js";
import { lastUsableDay } from "../expiry/last-usable-day.js";
import { ShareJournal, shareJournalPath, stateFolder } from "../journal/share-journal.js";
import type { ShareState } from "../journal/share-state.js";
import { emptyRow, type ShareListRow } from "../list/columns.js";
import { ShareList } from "../list/share-list.js";
import { ListWriter } from "./list-writer.js";
import { checkOutsideDataset } from "./outside-dataset.js";
import { selfTestPrefix } from "./self-test.js";
import type { ShareFile, ShareOptions } from "./share-options.js";
import { addedFiles } from "./zip-plan.js";

/** Everything that the participants of one run have in common. */
export interface ShareJob {
  cloud: NextcloudClient;
  options: ShareOptions;
  list: ShareList;
  writer: ListWriter;
  /** Undefined on a dry run, which writes nothing. */
  journal: ShareJournal | undefined;
  claims: PathClaims;
  remote: string;
  encryption: "aes-256" | "zipcrypto";
  linkPassword: "none" | "separate" | "same";
  /** Last day on which new links work. */
  expire: string;
  /** Files that go into every zip. */
  added: ShareFile[];
  tempFolder: string;
  now: () => number;
  emit: OnTransferEvent;
}

/** The row of a participant whose link the journal knows. */
export function rowOf(state: ShareState): ShareListRow {
  return {
    ...emptyRow(state.subject),
    url: state.link?.url ?? "",
    password: state.password ?? "",
    linkPassword: state.linkPassword ?? "",
    expire: state.link?.expire ?? "",
    file: basename(state.remotePath),
    bytes: state.uploaded?.sizeBytes,
    sha256: state.uploaded?.sha256 ?? "",
    remotePath: state.remotePath,
    status: "shared",
    sharedAt: state.link?.sharedAt ?? "",
  };
}

/** Notes that a row is on the disk; only now the journal gives up its passwords. */
export async function noteListed(journal: ShareJournal, state: ShareState): Promise<void> {
  await journal.record(state.subject, state.attempt, { step: "listed" });
  await journal.blank(state.subject);
}

/**
 * Opens list and journal for a run and brings them together: rows that could not be written last time are put into the
 * list, and what a killed run left half-written is removed.
 *
 * @throws {@link ScanferryError} `input/invalid`, `data/corrupt`, `local/busy`, `local/not-found` when the list is gone
 * although the journal knows its rows
 */
export async function openShareJob(options: ShareOptions): Promise<ShareJob> {
  const { cloud, datasetRoot, splitPasswords, now = Date.now } = options;
  const path = options.list ?? "share-list.xlsx";
  await checkOutsideDataset(path, datasetRoot, "The share list");
  await checkOutsideDataset(stateFolder(path), datasetRoot, "The journal of the share list");
  if (splitPasswords !== undefined)
    await checkOutsideDataset(splitPasswords, datasetRoot, "The file of passwords");
  const emit: OnTransferEvent = options.onEvent ?? (() => undefined);
  const expire = lastUsableDay(
    {
      ...(options.expires === undefined ? {} : { expires: options.expires }),
      ...(options.expiresInDays === undefined ? {} : { expiresInDays: options.expiresInDays }),
    },
    { timeZone: cloud.timeZone.name, nowMs: now() },
  );
  const list = await ShareList.open(path, { splitPasswords });
  for (const subject of list.duplicates) {
    emit({
      type: "warning",
      id: subject,
      message: "The list has more than one row for this participant; the first one counts.",
    });
  }
  const job: ShareJob = {
    cloud,
    options,
    list,
    writer: new ListWriter(list),
    journal: undefined,
    claims: new PathClaims(),
    remote: (options.remote ?? "MRI-share").replace(/^\/+|\/+$/g, ""),
    encryption: options.encryption ?? "aes-256",
    linkPassword: options.linkPassword ?? (cloud.linkPasswordRequired ? "separate" : "none"),
    expire,
    added: addedFiles(options.add ?? []),
    tempFolder: stateFolder(path),
    now,
    emit,
  };
  if (options.dryRun === true) return job;
  const journal = await ShareJournal.open(path);
  try {
    checkListIsThere(list, journal, options);
    await removeLeftovers(path);
    await mergeJournal(list, journal, job.writer);
    cloud.shares.rememberCreations(
      [...journal.states()].flatMap(({ link }) => (link === undefined ? [] : [Date.parse(link.sharedAt)])),
    );
  } catch (error) {
    await journal.close();
    throw error;
  }
  return { ...job, journal };
}

/** A list that vanished as a whole was hardly emptied row by row: sharing again would end every link that was mailed. */
function checkListIsThere(list: ShareList, journal: ShareJournal, options: ShareOptions): void {
  if (list.exists || options.restartList === true) return;
  const known = [...journal.states()].filter((state) => state.listed).length;
  if (known === 0) return;
  throw new ScanferryError(
    "local/not-found",
    `The share list is gone, but its journal knows ${known} rows of it.`,
    {
      hint:
        `Put the list back where it was. To share everybody again and end all old links, remove ${basename(shareJournalPath(list.path))} ` +
        "in the folder .scanferry beside it.",
      details: { rows: known },
    },
  );
}

/** Removes temporary files of killed runs; the journal's lock says that no other run is using them. */
async function removeLeftovers(listPath: string): Promise<void> {
  const folder = dirname(listPath);
  const name = basename(listPath);
  for (const file of await readdir(folder).catch(() => [])) {
    if (file.startsWith(`${name}.`) && /^\.[0-9a-f]{8}\.part$/.test(file.slice(name.length)))
      await rm(join(folder, file), { force: true });
  }
  for (const file of await readdir(stateFolder(listPath)).catch(() => [])) {
    if (file.startsWith(selfTestPrefix)) await rm(join(stateFolder(listPath), file), { force: true });
  }
}

/** Rows whose link exists but which never reached the list (it was open in Excel, or the run was killed) are added. */
async function mergeJournal(list: ShareList, journal: ShareJournal, writer: ListWriter): Promise<void> {
  const writes: Promise<unknown>[] = [];
  for (const state of [...journal.states()]) {
    // A run that was killed between noting and blanking.
    if (state.listed || state.step === "cleared") await journal.blank(state.subject);
    if (state.link === undefined || state.listed) continue;
    const present = list.get(state.subject);
    if (present?.url === state.link.url) await noteListed(journal, state);
    else if (present === undefined && state.password !== undefined) {
      writes.push(writer.put(rowOf(state), () => noteListed(journal, state)));
    }
  }
  await Promise.all(writes);
}
