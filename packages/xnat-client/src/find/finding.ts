/** How well a name fits the text that was looked for: the same; the same but for capital letters or leading zeros; it holds the text. */
export type NameMatch = "exact" | "alike" | "part";

/** A session as a finding names it. */
export interface FoundSession {
  id: string;
  label: string;
  xsiType: string;
  /** Day of the scan. */
  date?: string;
}

/** A subject in the archive. */
export interface SubjectFinding {
  kind: "subject";
  match: NameMatch;
  project: string;
  id: string;
  label: string;
  /** Its sessions in this project; the first 100. */
  sessions: readonly FoundSession[];
  sessionCount: number;
  advice: string;
}

/** A session in the archive whose own name fits. */
export interface SessionFinding extends FoundSession {
  kind: "session";
  match: NameMatch;
  project: string;
  subjectId?: string;
  subjectLabel?: string;
  advice: string;
}

/** A session in the prearchive: of a project, or `unassigned`, which no project claimed. */
export interface PrearchiveFinding {
  kind: "prearchive" | "unassigned";
  match: NameMatch;
  /** `Unassigned` where no project claimed it. */
  project: string;
  subject: string;
  name: string;
  /** As XNAT writes it: READY, CONFLICT, ERROR, RECEIVING, BUILDING … */
  status: string;
  /** Its path on the server, e.g. `/prearchive/projects/P/20261121_001939962/E1`. */
  url: string;
  advice: string;
}

/** A place that this account cannot look into: what was looked for may lie there. */
export interface UnseenFinding {
  kind: "unseen";
  place: "archive" | "prearchive" | "unassigned";
  /** Absent for `unassigned`. */
  project?: string;
  advice: string;
}

/** More fit than are told one by one. */
export interface MoreFinding {
  kind: "more";
  count: number;
  advice: string;
}

/** Nothing fits in any place that could be looked into. */
export interface NothingFinding {
  kind: "nothing";
  advice: string;
}

/** Where something lies, or cannot be looked for, and what to do next. */
export type Finding =
  SubjectFinding | SessionFinding | PrearchiveFinding | UnseenFinding | MoreFinding | NothingFinding;
