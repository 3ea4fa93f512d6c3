import type { SessionDraft } from "./session-draft.js";

/** The subjects whose sessions are of several PatientIDs: one person who was registered twice, or two who would become one. */
export function subjectsOfMany(drafts: Iterable<SessionDraft>): string[] {
  const bySubject = new Map<string, Set<string>>();
  for (const { subject, patients, mixesPatients } of drafts) {
    // Within one session that is a problem of its own.
    if (mixesPatients) continue;
    const known = bySubject.get(subject) ?? new Set();
    for (const patient of patients) known.add(patient);
    bySubject.set(subject, known);
  }
  return [...bySubject].flatMap(([subject, patients]) => (patients.size > 1 ? [subject] : []));
}
