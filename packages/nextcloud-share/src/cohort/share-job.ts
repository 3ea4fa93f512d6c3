import { PathClaims, ScanferryError, type OnTransferEvent } from "@scanferry/transfer";
import type { NextcloudClient } from "../client/nextcloud-client.js";
import { lastUsableDay } from "../expiry/last-usable-day.js";
import { ShareJournal, stateFolder } from "../journal/share-journal.js";
import { ShareList } from "../list/share-list.js";
import { removeLeftovers } from "./leftovers.js";
import { ListWriter } from "./list-writer.js";
import { mergeJournal } from "./merge-journal.js";
import { checkOutsideDataset } from "./outside-dataset.js";
import type { ShareFile, ShareOptions } from "./share-options.js";
import { TakenPlaces } from "./taken-places.js";
import { addedFiles } from "./zip-plan.js";

/** Everything that the participants of one run have in common. */
export interface ShareJob {
  cloud: NextcloudClient;
  options: ShareOptions;
  list: ShareList;
  writer: ListWriter;
  /** Open for reading alone on a dry run, which writes nothing. */
  journal: ShareJournal;
  claims: PathClaims;
  /** Places on the server that belong to rows of the list. */
  taken: TakenPlaces;
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
  checkPasswordsAreThere(list, options);
  const dryRun = options.dryRun === true;
  const journal = dryRun ? await ShareJournal.openToRead(path) : await ShareJournal.open(path);
  const writer = new ListWriter(list);
  try {
    checkListIsThere(list, journal, options);
    if (!dryRun) {
      await removeLeftovers(path, now());
      await mergeJournal({ cloud, list, journal, writer, signal: options.signal });
    }
    cloud.shares.rememberCreations(
      [...journal.states()].flatMap(({ link }) => (link === undefined ? [] : [Date.parse(link.sharedAt)])),
    );
    return {
      cloud,
      options,
      list,
      writer,
      journal,
      claims: new PathClaims(),
      taken: new TakenPlaces(list.rows(), journal.states()),
      remote: (options.remote ?? "MRI-share").replace(/^\/+|\/+$/g, ""),
      encryption: options.encryption ?? "aes-256",
      linkPassword: options.linkPassword ?? (cloud.linkPasswordRequired ? "separate" : "none"),
      expire,
      added: addedFiles(options.add ?? []),
      tempFolder: stateFolder(path),
      now,
      emit,
    };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** Rows that this library wrote always have a password somewhere: without it, a new one would be all that is known. */
function checkPasswordsAreThere(list: ShareList, options: ShareOptions): void {
  if (options.splitPasswords !== undefined) return;
  let without = 0;
  for (const row of list.rows()) {
    if (row.url !== "" && row.sharedAt !== "" && row.password === "" && row.status !== "revoked")
      without += 1;
  }
  if (without === 0) return;
  throw new ScanferryError("input/invalid", `The list holds no password for ${without} of its rows.`, {
    hint: "Give the file of the passwords with --split-passwords, as in the run before.",
    details: { rows: without },
  });
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
        "Put the list back where it was. To share everybody again and end all old links, run once with --no-resume " +
        "(restartList: true).",
      details: { rows: known },
    },
  );
}
