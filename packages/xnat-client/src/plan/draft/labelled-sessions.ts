import type { ScanferryError } from "@scanferry/transfer";
import { sameLabel, seriesAsSession, sharedStudy } from "../plan-errors.js";
import type { SessionDraft, StudyDraft } from "./session-draft.js";

/** A session that has got its labels. */
export interface LabelledSession {
  /** More than one only where two folders have got the same label. */
  drafts: SessionDraft[];
  subject: string;
  session: string;
  studies: StudyDraft[];
  problems: ScanferryError[];
}

/**
 * XNAT's labels of sessions are unique in a project, and some of its disks ignore capitals: sessions that share one are refused. Folders that would be
 * the same session of the same subject become one, which is refused too.
 */
export function withoutSameLabels(labelled: readonly LabelledSession[]): LabelledSession[] {
  const byLabel = new Map<string, LabelledSession[]>();
  const told = new Set<LabelledSession>();
  const tell = (each: LabelledSession): void => {
    if (!told.has(each)) each.problems.unshift(sameLabel(each.session));
    told.add(each);
  };
  for (const one of labelled) {
    const key = one.session.toLowerCase();
    const others = byLabel.get(key) ?? [];
    const twin = others.find(({ subject, session }) => subject === one.subject && session === one.session);
    if (twin === undefined) others.push(one);
    else {
      twin.drafts.push(...one.drafts);
      twin.studies.push(...one.studies);
      twin.problems.push(...one.problems);
    }
    if (twin !== undefined || others.length > 1) others.forEach(tell);
    byLabel.set(key, others);
  }
  return [...byLabel.values()].flat();
}

/**
 * Where a tree is `subject/series`, its series would become sessions: known by a study that several folders of a subject share, with files in none of
 * them that lie deeper.
 */
export function refuseSeriesAsSessions(labelled: readonly LabelledSession[]): void {
  const byStudy = new Map<string, LabelledSession[]>();
  for (const one of labelled) {
    const isFlat = one.studies.every(({ series }) =>
      [...series.values()].every(({ folder }) => folder === ""),
    );
    if (!isFlat) continue;
    for (const { uid } of one.studies) {
      const key = `${one.subject}\0${uid}`;
      byStudy.set(key, [...(byStudy.get(key) ?? []), one]);
    }
  }
  for (const sessions of byStudy.values())
    if (sessions.length > 1)
      for (const { problems, session } of sessions) problems.unshift(seriesAsSession(session));
}

/**
 * A study in two sessions is refused in both: XNAT 1.6 has put such data into the one that waits in the prearchive, whatever label was asked for
 * (wire/xnat.md §9). Those that are refused anyway keep their own reason.
 */
export function refuseSharedStudies(labelled: readonly LabelledSession[]): void {
  const byStudy = new Map<string, LabelledSession[]>();
  for (const one of labelled)
    for (const uid of new Set(one.studies.map((study) => study.uid))) {
      const sessions = byStudy.get(uid);
      if (sessions === undefined) byStudy.set(uid, [one]);
      else sessions.push(one);
    }
  for (const sessions of byStudy.values()) {
    if (sessions.length < 2) continue;
    for (const one of sessions) {
      const other = sessions.find((each) => each !== one);
      if (one.problems.length === 0 && other !== undefined)
        one.problems.push(sharedStudy(`${other.subject}/${other.session}`));
    }
  }
}
