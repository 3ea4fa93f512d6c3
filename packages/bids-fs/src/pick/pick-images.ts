import type { DatasetContext } from "../dataset/dataset.js";
import { localError } from "../errors/local-error.js";
import { throwIfAborted } from "../errors/throw-if-aborted.js";
import type { Candidate } from "./candidate.js";
import { chooseImages } from "./choose-images.js";
import { findCandidates } from "./find-candidates.js";
import type { Findings } from "./find-candidates.js";
import { noImageProblem } from "./no-image-problem.js";
import { compareCandidates } from "./preference.js";
import type { Pick, PickProblem } from "./pick.js";
import type { PickOptions } from "./pick-options.js";
import { selectParticipants } from "./select-participants.js";
import { sessionTimes } from "./session-times.js";

/** Picks for one participant after the other; what goes wrong with one is in its record, and the others go on. */
export async function* pickImages(context: DatasetContext, options: PickOptions): AsyncGenerator<Pick> {
  throwIfAborted(options.signal);
  const { selected, folders } = await selectParticipants(context, options);
  for (const { label, problem } of selected) {
    throwIfAborted(options.signal);
    yield problem === undefined
      ? await pickOne(context, label, folders, options)
      : { label, files: [], warnings: [], problem };
  }
}

async function pickOne(
  context: DatasetContext,
  label: string,
  folders: ReadonlySet<string>,
  options: PickOptions,
): Promise<Pick> {
  let findings: Findings;
  try {
    findings = await findCandidates(context, label, folders, options);
  } catch (error) {
    throwIfAborted(options.signal);
    return { label, files: [], warnings: [], problem: unreadable(error, label) };
  }
  const candidates = await withTimes(context, label, findings);
  const ordered = [...candidates].sort(compareCandidates(options.prefer));
  const { files, warnings } = await chooseImages(context, label, ordered, options.all === true);
  const all = [...warnings, ...findings.refused];
  if (files.length > 0) return { label, files, warnings: all };
  const [problem = noImageProblem(findings, options), ...rest] = all;
  return { label, files: [], problem, warnings: rest };
}

/**
 * Adds the sessions' times where there are sessions to choose between; all or none, because a comparison that uses the time for some
 * pairs and the label for others would depend on the order of the files.
 */
async function withTimes(
  context: DatasetContext,
  label: string,
  { candidates }: Findings,
): Promise<readonly Candidate[]> {
  const sessions = new Set(candidates.map((candidate) => candidate.session));
  if (sessions.size < 2) return candidates;
  const times = await sessionTimes(context, label);
  if ([...sessions].some((session) => session !== undefined && !times.has(session))) return candidates;
  return candidates.map((candidate) => {
    const sessionTimeMs = times.get(candidate.session ?? "");
    return sessionTimeMs === undefined ? candidate : { ...candidate, sessionTimeMs };
  });
}

function unreadable(error: unknown, label: string): PickProblem {
  const { code, message, hint, subject } = localError(error, label);
  return { code, reason: "unreadable", message, hint: hint ?? "", path: subject ?? label };
}
