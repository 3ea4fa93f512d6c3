import type { ScanferryError } from "@scanferry/transfer";
import { contentsOf } from "../contents.js";
import { labelProblems } from "../labels/label-problems.js";
import { defaultTemplate, sessionLabel } from "../labels/session-label.js";
import {
  ambiguousName,
  differentTwins,
  mixedPatients,
  mixedStudies,
  tooDeep,
  unreadablePart,
} from "../plan-errors.js";
import type { PlanOptions } from "../plan-options.js";
import type { PlannedFile, PlannedSession } from "../planned-session.js";
import type { PlanSource } from "../sources/found-file.js";
import {
  refuseSeriesAsSessions,
  refuseSharedStudies,
  withoutSameLabels,
  type LabelledSession,
} from "./labelled-sessions.js";
import type { GroupedSpool } from "./grouped-spool.js";
import type { SessionDraft } from "./session-draft.js";
import { plannedFile, type StoredFile } from "./stored-file.js";

/** Makes planned sessions of all that has come. */
export function finishedSessions(
  drafts: Iterable<SessionDraft>,
  files: GroupedSpool<StoredFile>,
  options: PlanOptions,
): PlannedSession[] {
  const labelled = [...drafts]
    // One of which nothing is left is told by what is left out.
    .filter(({ studies, broken }) => studies.size > 0 || broken > 0)
    .flatMap((draft) => labelledOf(draft, options));
  const owners = sourceOwners(labelled);
  refuseSeriesAsSessions(labelled);
  const apart = withoutSameLabels(labelled);
  if (options.sameStudy !== true) refuseSharedStudies(apart);
  return apart.map((one) => planned(one, { files, project: options.project, owners }));
}

function labelledOf(draft: SessionDraft, options: PlanOptions): LabelledSession[] {
  const studies = [...draft.studies.values()].sort((a, b) =>
    a.when < b.when ? -1 : a.when > b.when ? 1 : a.uid < b.uid ? -1 : 1,
  );
  const template = options.sessionLabel ?? defaultTemplate;
  const { subject, session } = draft;
  const base = sessionLabel(template, { subject, session, studyDate: studies[0]?.date ?? "" });
  const problems = draftProblems(draft, base);
  if (studies.length <= 1) return [{ drafts: [draft], subject, session: base, studies, problems }];
  if (options.splitStudies !== true)
    return [
      {
        drafts: [draft],
        subject,
        session: base,
        studies,
        problems: [mixedStudies(base, studies.length), ...problems],
      },
    ];
  return studies.map((study, index) => ({
    drafts: [draft],
    subject,
    session: index === 0 ? base : `${base}_${index + 1}`,
    studies: [study],
    problems: [...problems],
  }));
}

function draftProblems(draft: SessionDraft, session: string): ScanferryError[] {
  const problems = labelProblems(draft.subject, session);
  if (draft.mixesPatients) problems.unshift(mixedPatients(session));
  if (draft.ambiguous !== undefined) problems.unshift(ambiguousName(draft.ambiguous));
  const { broken, firstBroken, differing, firstDiffering } = draft;
  if (firstBroken !== undefined) problems.push(unreadablePart(firstBroken.path, broken, firstBroken.error));
  if (firstDiffering !== undefined) problems.push(differentTwins(firstDiffering, differing));
  const deep = deepFolder(draft);
  if (deep !== undefined) problems.push(tooDeep(deep));
  return problems;
}

/** A folder that stands for a series, and has several of them in folders of their own. */
function deepFolder(draft: SessionDraft): string | undefined {
  const folders = new Map<string, { series: Set<string>; isDeep: boolean }>();
  for (const study of draft.studies.values()) {
    for (const { folder, seriesUid, isDeep } of study.series.values()) {
      const known = folders.get(folder) ?? { series: new Set(), isDeep: false };
      known.series.add(seriesUid);
      known.isDeep ||= isDeep;
      folders.set(folder, known);
    }
  }
  return [...folders].find(([, { series, isDeep }]) => isDeep && series.size > 1)?.[0];
}

/** How many sessions draw on each archive. */
function sourceOwners(labelled: readonly LabelledSession[]): Map<string, number> {
  const owners = new Map<string, number>();
  for (const { drafts } of labelled)
    for (const { path } of sourcesOf(drafts)) owners.set(path, (owners.get(path) ?? 0) + 1);
  return owners;
}

function planned(
  { drafts, subject, session, studies, problems }: LabelledSession,
  {
    files,
    project,
    owners,
  }: { files: GroupedSpool<StoredFile>; project: string; owners: Map<string, number> },
): PlannedSession {
  const entries = async function* (): AsyncGenerator<PlannedFile, void, undefined> {
    for (const { group } of studies) for await (const stored of files.read(group)) yield plannedFile(stored);
  };
  const sources = sourcesOf(drafts);
  const archive = sources.find(({ kind }) => kind !== "folder");
  const archives = new Map(sources.map((source) => [source.path, source]));
  return {
    id: `${subject}/${session}`,
    project,
    subject,
    session,
    files: studies.reduce((sum, study) => sum + study.files, 0),
    bytes: studies.reduce((sum, study) => sum + study.bytes, 0),
    studyUids: studies.map(({ uid }) => uid),
    studyDate: studies[0]?.date ?? "",
    series: studies.flatMap(({ series }) => [...series.values()].map(({ isDeep: _isDeep, ...one }) => one)),
    problems,
    origins: drafts.flatMap(({ origins }) => [...origins]),
    ...(archive === undefined
      ? {}
      : {
          archive: {
            path: archive.path,
            sizeBytes: archive.sizeBytes,
            mtimeMs: archive.mtimeMs,
            asIs:
              archive.asIs && sources.length === 1 && problems.length === 0 && owners.get(archive.path) === 1,
          },
        }),
    entries,
    contents: ({ signal } = {}) => contentsOf(entries(), archives, signal),
  };
}

function sourcesOf(drafts: readonly SessionDraft[]): PlanSource[] {
  return [...new Set(drafts.flatMap(({ sources }) => [...sources]))];
}
