import type { Candidate } from "./candidate.js";

const natural = new Intl.Collator("en", { numeric: true });
const before = /^(pre|baseline|base|bl|screening|scr|initial|intake)([^a-z]|$)/i;
const after = /^(post|followup|follow|fu|final)([^a-z]|$)/i;

/**
 * Orders two images by when their sessions took place. Times from sessions.tsv count where all sessions
 * have one. Without them the words that
 * labs use for a time point do, because the alphabet puts `post` before `pre`; then the labels, digits by their value.
 */
export function compareSessions(a: Candidate, b: Candidate): number {
  if (a.session === b.session) return 0;
  if (a.session === undefined) return -1;
  if (b.session === undefined) return 1;
  if (a.sessionTimeMs !== undefined && b.sessionTimeMs !== undefined && a.sessionTimeMs !== b.sessionTimeMs) {
    return a.sessionTimeMs - b.sessionTimeMs;
  }
  return timePoint(a.session) - timePoint(b.session) || natural.compare(a.session, b.session);
}

function timePoint(session: string): number {
  if (before.test(session)) return 0;
  return after.test(session) ? 2 : 1;
}
