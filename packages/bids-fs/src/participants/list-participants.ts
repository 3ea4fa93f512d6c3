import { existsSync, lstatSync } from "node:fs";
import { ScanferryError } from "@scanferry/transfer";
import { throwIfAborted } from "../errors/throw-if-aborted.js";
import type { DatasetContext } from "../dataset/dataset.js";
import { foldersOf } from "../dataset/detect-layout.js";
import { isParticipantFolder } from "../dataset/place.js";
import { bare } from "../query/match-query.js";
import { readTsv } from "./read-tsv.js";
import type { TsvRow } from "./read-tsv.js";

/** A participant of a dataset. */
export interface Participant {
  /** The folder's name as it stands, e.g. `sub-01` or `subj1`. */
  readonly label: string;
  /** Whether there is a folder of that name. */
  readonly hasFolder: boolean;
  /** The row of participants.tsv; empty where the participant has none. */
  readonly columns: TsvRow;
}

/**
 * Lists the participants; in memory are the names of the folders, not the table.
 *
 * @throws {@link ScanferryError} input/invalid where participants.tsv has no column `participant_id`; data/corrupt; local/not-found
 * where it was not fetched
 */
export async function* listParticipants(
  context: DatasetContext,
  options: { readonly signal?: AbortSignal },
): AsyncGenerator<Participant> {
  const folders = participantFolders(context);
  const unnamed = new Set(folders);
  for await (const { label, row } of participantRows(context, folders, options)) {
    unnamed.delete(label);
    yield { label, hasFolder: folders.has(label), columns: row };
  }
  for (const label of unnamed) yield { label, hasFolder: true, columns: {} };
}

/** The names of the participants' folders, sorted. */
export function participantFolders(context: DatasetContext): Set<string> {
  return new Set(foldersOf(context.root).filter((name) => isParticipantFolder(name, context.layout)));
}

/** The rows of participants.tsv with the label each one means; none where there is no such table. */
export async function* participantRows(
  context: DatasetContext,
  folders: ReadonlySet<string>,
  options: { readonly signal?: AbortSignal },
): AsyncGenerator<{ readonly label: string; readonly row: TsvRow }> {
  throwIfAborted(options.signal);
  const path = `${context.root}/participants.tsv`;
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
  if (!existsSync(path)) {
    throw new ScanferryError("local/not-found", "The content of participants.tsv is not there.", {
      hint: "Fetch it first: datalad get participants.tsv",
      subject: "participants.tsv",
    });
  }
  for await (const row of readTsv(path, options)) {
    const id = row["participant_id"];
    if (id === undefined) throw noIdColumn();
    if (id !== null) yield { label: toLabel(id, folders, context), row };
  }
}

/** Tables and folders that differ in the prefix are common: `01` means the folder `sub-01`, and in the plain layout the reverse. */
function toLabel(id: string, folders: ReadonlySet<string>, { layout }: DatasetContext): string {
  if (folders.has(id)) return id;
  if (layout === "bids") return id.startsWith("sub-") ? id : `sub-${id}`;
  const bareId = bare(id, "sub-");
  return folders.has(bareId) ? bareId : id;
}

function noIdColumn(): ScanferryError {
  return new ScanferryError("input/invalid", "participants.tsv has no column participant_id.", {
    hint: "Name its first column participant_id and separate the columns with tabs.",
    subject: "participants.tsv",
  });
}
