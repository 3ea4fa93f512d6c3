import { toScanferryError, type TransferResult } from "@scanferry/transfer";
import { archiveDest } from "../../prearchive/archive-place.js";
import type { PlannedSession } from "../../plan/planned-session.js";
import { ExpectedFiles } from "../look/expected-files.js";
import { deliver } from "./deliver.js";
import { knownBefore } from "./known-before.js";
import { listingKey } from "./listing-of.js";
import type { PushRun, SessionRun } from "./push-run.js";
import { leftAlone } from "./left-alone.js";

/** Sends one session; what fails is in its result. */
export async function pushSession(
  run: PushRun,
  session: PlannedSession,
  signal: AbortSignal,
): Promise<TransferResult> {
  const { options } = run;
  const { id, project, subject, session: label, bytes, problems } = session;
  const place = { project, subject, session: label };
  const target =
    options.destination === "archive" ? `/data${archiveDest(place)}` : `/data/prearchive/projects/${project}`;
  const result = { id, target, action: "push", bytes };
  const [problem] = problems;
  if (problem !== undefined) return { ...result, status: "failed", error: problem };
  if (options.dryRun === true) return { ...result, status: "planned" };
  try {
    const expected = await ExpectedFiles.of(session);
    const listings = new Map<string, string>();
    const own: SessionRun = { ...run, session, expected, place, listings, signal };
    const known = await knownBefore(own);
    if (known !== undefined)
      return { ...result, target: known.uri, status: "unchanged", note: "sent before" };
    const { status, uri, verifiedBy } = await run.turns.take(session.studyUids, signal, () => deliver(own));
    if (status === "skipped") return { ...result, target: uri, status, error: leftAlone(id) };
    await run.journal?.add({
      id,
      uri,
      fingerprint: expected.fingerprint,
      files: expected.count,
      listing: listings.get(listingKey(uri)),
      verifiedBy,
      at: new Date(run.ctx.now()).toISOString(),
    });
    return { ...result, target: uri, status, note: `verified by ${verifiedBy}` };
  } catch (caught) {
    const error = toScanferryError(caught);
    if (isFatal(error.code)) throw error;
    return { ...result, status: "failed", error };
  }
}

/** Errors after which nothing can go on. */
function isFatal(code: string): boolean {
  return code === "auth/rejected" || code === "local/no-space" || code === "aborted";
}
