import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import type { SourceMark } from "../journal/share-record.js";
import type { ShareState } from "../journal/share-state.js";
import type { ShareListRow } from "../list/columns.js";
import { digestSource } from "./read-source.js";
import type { ShareParticipant } from "./share-options.js";
import { planZip, type PlannedSource } from "./zip-plan.js";

/** The files of a participant as they are now; undefined where they cannot be looked at. */
async function presentSources(participant: ShareParticipant): Promise<PlannedSource[] | undefined> {
  try {
    return (await planZip(participant.files, "aes-256")).sources;
  } catch (error) {
    if (isScanferryError(error)) return undefined;
    throw error;
  }
}

/** A file that was copied or checked out again has another time and the same bytes. */
async function isSame(
  source: PlannedSource,
  mark: SourceMark | undefined,
  sha256: string | undefined,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (mark?.name !== source.name || mark.sizeBytes !== source.sizeBytes) return false;
  if (mark.mtimeMs === source.mtimeMs) return true;
  const known = sha256 ?? mark.sha256;
  return known !== undefined && (await digestSource(source, signal)) === known;
}

/**
 * Refuses to call a row unchanged whose participant has other files now: the label alone does not say that the link gives
 * this person's data (another dataset with the same labels, an image that was made again, another session). What
 * `--add` puts into every zip does not count. Rows of other origin, revoked ones, and files that are not there pass.
 *
 * @throws {@link ScanferryError} `remote/conflict`
 */
export async function checkSameSources(
  state: ShareState | undefined,
  row: ShareListRow,
  participant: ShareParticipant,
  signal?: AbortSignal,
): Promise<void> {
  if (state?.sealed === undefined || state.link?.url !== row.url || row.status === "revoked") return;
  const sources = await presentSources(participant);
  if (sources === undefined) return;
  const { sealed, uploaded } = state;
  const marks = sealed.sources.slice(0, sealed.sources.length - sealed.added);
  const digests = new Map(uploaded?.entries.map(({ name, sha256 }) => [name, sha256]));
  let same = marks.length === sources.length;
  for (const [index, source] of sources.entries()) {
    if (!same) break;
    same = await isSame(source, marks[index], digests.get(source.name), signal);
  }
  if (same) return;
  throw new ScanferryError(
    "remote/conflict",
    "The row's link was made from other files than there are now.",
    {
      hint:
        "Nothing was changed. If the files of this participant were made anew, delete the row and run the same command again: " +
        "the old link ends and the new files are shared. For another dataset, give another --list and --remote.",
      details: { url: row.url },
      subject: participant.label,
    },
  );
}
