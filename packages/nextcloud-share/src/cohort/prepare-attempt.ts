import { ScanferryError } from "@scanferry/transfer";
import type { ShareJournal } from "../journal/share-journal.js";
import { openAttempt, type ShareState } from "../journal/share-state.js";
import { canResume, fits, isStillThere, type Wanted } from "./can-continue.js";
import { clearPast, clearPlace } from "./clear-remote.js";
import { inspectPlace, type Place } from "./inspect-place.js";
import { isResumable, planAttempt, type Sending } from "./send-zip.js";
import type { ShareJob } from "./share-job.js";

/** What the next step of a participant is made from. */
export interface Prepared {
  state: ShareState;
  /** Whether a file that only an upload of ours can have left is overwritten. */
  replace: boolean;
}

/** The error of a file that is not provably ours. */
export function foreignFileError(remotePath: string, place: Place): ScanferryError {
  const links = place.links.length;
  const linked = links === 0 ? "" : links === 1 ? ", with a link to it" : `, with ${links} links to it`;
  return new ScanferryError(
    "remote/exists",
    `A file that this list does not know of stands where the zip would go${linked}.`,
    {
      hint:
        "Nothing was changed. Another list was probably shared under this name: give another --remote. " +
        "With --replace the file is removed and its links end.",
      details: { foreign: true, links },
      subject: remotePath,
    },
  );
}

/** Whether a file came to light while its successor was sent: it was not there before, and may be one of ours. */
export function isLateArrival(error: unknown): boolean {
  return (
    error instanceof ScanferryError && error.code === "remote/exists" && error.details?.["foreign"] !== true
  );
}

/** Whether a file may be removed or overwritten. A folder never is. */
export function mayReplace(place: Place, replace: boolean | undefined): boolean {
  return place.kind !== "foreign" || (replace === true && place.entry.kind === "file");
}

/** Takes the zip of an upload whose answer never arrived. */
async function adopt(
  journal: ShareJournal,
  known: ShareState,
  place: Place & { kind: "interrupted" },
): Promise<ShareState> {
  const { etag, fileId } = place.entry;
  return journal.record(known.subject, known.attempt, {
    step: "uploaded",
    ...place.zip,
    ...(etag === undefined ? {} : { etag }),
    ...(fileId === undefined ? {} : { fileId }),
  });
}

/**
 * Finds what an earlier run left and either goes on with it or clears it away. Every refusal that can be foreseen comes
 * before anything is removed.
 */
export async function prepareAttempt(
  job: ShareJob,
  journal: ShareJournal,
  sending: Sending,
): Promise<Prepared> {
  const { cloud } = job;
  const { label, remotePath, plan, signal } = sending;
  const known = journal.state(label);
  const wanted: Wanted = {
    remotePath,
    plan,
    linkPassword: job.linkPassword,
    resumable: isResumable(job, plan),
    signal,
  };
  if (known !== undefined && (await isStillThere(cloud, known, wanted)))
    return { state: known, replace: false };
  const place = await inspectPlace(cloud, remotePath, { state: known, plan }, signal);
  if (known !== undefined) {
    if (place.kind === "interrupted" && place.attempt.attempt === known.attempt && fits(known, wanted))
      return { state: await adopt(journal, known, place), replace: false };
    if (place.kind === "free" && (await canResume(known, wanted))) return { state: known, replace: false };
  }
  if (!mayReplace(place, job.options.replace)) throw foreignFileError(remotePath, place);
  // Nextcloud 27 takes all chunks of a file that has no room and refuses them at the end (wire notes, chunked upload).
  const name = remotePath.split("/").at(-1) ?? remotePath;
  await cloud.assertPreflight({ folder: job.remote, totalBytes: plan.zipBytes, names: [name] }, { signal });
  await clear(job, journal, sending, place);
  return { state: await planAttempt(job, journal, sending), replace: place.kind === "leftover" };
}

/** Clears the place of a zip, and what earlier attempts left elsewhere. */
async function clear(job: ShareJob, journal: ShareJournal, sending: Sending, place: Place): Promise<void> {
  const { label, remotePath, plan, signal } = sending;
  const known = journal.state(label);
  // A leftover is overwritten: where no digest tells whose it is, nothing is thrown away.
  const cleared =
    place.kind === "leftover"
      ? { links: 0, fileRemoved: false, ended: new Set<string>() }
      : await clearPlace(job.cloud, place, signal);
  if (known !== undefined) {
    if (known.remotePath !== remotePath && known.remotePath !== "") {
      const old = await inspectPlace(job.cloud, known.remotePath, { state: known, plan }, signal);
      if (mayReplace(old, false)) await clearPlace(job.cloud, old, signal);
    }
    await clearPast(job.cloud, known, cleared.ended, signal);
  }
  if (cleared.fileRemoved) {
    const what = cleared.links === 0 ? "A file" : "A file and its link";
    job.emit({
      type: "warning",
      id: label,
      message:
        place.kind === "foreign"
          ? `${what} that this list does not know of were removed before sharing.`
          : `${what} of an earlier time were removed before sharing again.`,
      hint: "The file lies in the Nextcloud's trash bin and counts against the quota until that is emptied.",
    });
  }
  // An upload that was cut may still end on a slow server: its password and salts are kept, to know its file again.
  const mayStillCome = known !== undefined && place.kind === "free" && openAttempt(known) !== undefined;
  if (known === undefined || mayStillCome) return;
  // In this order: a password that is blanked in part must never be taken for a whole one.
  await journal.record(label, known.attempt, { step: "cleared" });
  await journal.blank(label);
}
