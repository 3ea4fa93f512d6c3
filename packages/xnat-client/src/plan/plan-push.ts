import { throwIfAborted, type Spool } from "@scanferry/transfer";
import type { MissingNames } from "../select/select-options.js";
import { wantedNames, type WantedNames } from "../select/wanted-names.js";
import { finishedSessions } from "./draft/finished-sessions.js";
import { PlanBuilder } from "./draft/plan-builder.js";
import { closeStore, openStore, type PlanStore } from "./draft/plan-store.js";
import { settleTwins } from "./draft/settle-twins.js";
import { subjectsOfMany } from "./draft/subjects-of-many.js";
import { isLabel } from "./labels/label-problems.js";
import { checkTemplate } from "./labels/session-label.js";
import { homelessFiles, labelRefused, nothingFits } from "./plan-errors.js";
import type { PlanOptions } from "./plan-options.js";
import type { PlannedSession } from "./planned-session.js";
import type { PlanTotals, PushPlan } from "./push-plan.js";
import { filesOf } from "./sources/files-of.js";
import type { PlanSource } from "./sources/found-file.js";
import { findSource } from "./sources/find-source.js";
import { tellPlan } from "./tell-plan.js";

/**
 * Says what a push or send of folders and archives would do, without asking a server. All headers are read; identities come from UIDs, labels from folders, options
 * or headers. What cannot be sent is a problem of its session, what is not sent is listed with the reason. Close the plan: it lies in temporary files.
 *
 * @throws {@link ScanferryError} `input/invalid` for wrong options, and where no scan lies where the layout has a place; `local/not-found`, `local/denied`,
 * `local/no-space`, `aborted`; `data/corrupt` for an archive that is cut off, and by header for files of which nobody can say whose they are
 * @example
 * ```ts no-run=it-needs-a-folder-of-yours
 * await using plan = await planPush("dicomdir", { project: "P", exclude: ["Localizers"] });
 * for await (const { id, files, problems } of plan.sessions()) console.log(id, files, problems.map(String));
 * for await (const { path, reason } of plan.leftOut()) console.log(path, reason);
 * ```
 */
export async function planPush(sources: string | readonly string[], options: PlanOptions): Promise<PushPlan> {
  checkOptions(options);
  throwIfAborted(options.signal);
  const found = await Promise.all([sources].flat().map(findSource));
  const store = await openStore();
  try {
    const wanted = options.subjects === undefined ? undefined : await wantedNames(options.subjects);
    try {
      const builder = new PlanBuilder(
        options,
        store,
        (subject) => wanted?.search.meets({ id: subject, label: subject }) ?? true,
      );
      for (const source of found) await readInto(builder, source, options);
      await store.files.flush();
      if (builder.firstHomeless !== undefined) throw homelessFiles(builder.firstHomeless, builder.homeless);
      for (const draft of builder.drafts.values())
        for await (const twin of settleTwins(draft, store.files)) await store.leftOut.add(twin);
      const sessions = finishedSessions(builder.drafts.values(), store.files, options);
      const missing = await missingSubjects(wanted);
      const { firstElsewhere } = builder;
      if (sessions.length === 0 && firstElsewhere !== undefined)
        throw nothingFits(firstElsewhere, store.leftOut.counts["wrong-depth"] ?? 0);
      const plan = planOf(options.project, sessions, store, missing);
      const ofMany = subjectsOfMany(builder.drafts.values());
      await tellPlan(plan, { firstElsewhere, ofMany }, options.onEvent);
      return plan;
    } finally {
      await wanted?.close();
    }
  } catch (error) {
    await closeStore(store);
    throw error;
  }
}

/** So many files between two words about progress. */
const toldEvery = 1000;

async function readInto(
  builder: PlanBuilder,
  source: PlanSource,
  { signal, onProgress }: PlanOptions,
): Promise<void> {
  for await (const file of filesOf(source, signal, (folder) => builder.enters(source, folder))) {
    await builder.take(file);
    if (builder.taken % toldEvery === 0) onProgress?.(builder.taken);
  }
  await builder.settle();
}

async function missingSubjects(wanted: WantedNames | undefined): Promise<MissingNames | undefined> {
  const missing = await wanted?.search.missing("subject", wanted.names());
  return (
    missing && { ...missing, hint: "Write each as the folder is called, or as it stands in the headers." }
  );
}

/** @throws {@link ScanferryError} `input/invalid` */
function checkOptions({ project, sessionLabel }: PlanOptions): void {
  if (!isLabel(project)) throw labelRefused("project", project);
  if (sessionLabel !== undefined) checkTemplate(sessionLabel);
}

function planOf(
  project: string,
  sessions: readonly PlannedSession[],
  store: PlanStore,
  missing: MissingNames | undefined,
): PushPlan {
  const sum = (of: (session: PlannedSession) => number): number =>
    sessions.reduce((total, session) => total + of(session), 0);
  const totals: PlanTotals = {
    sessions: sessions.length,
    refused: sum(({ problems }) => (problems.length > 0 ? 1 : 0)),
    files: sum(({ files }) => files),
    bytes: sum(({ bytes }) => bytes),
    leftOut: store.leftOut.counts,
  };
  const close = (): Promise<void> => closeStore(store);
  return {
    project,
    totals,
    missing,
    sessions: () => each(sessions),
    leftOut: () => store.leftOut.read(),
    unmatchedSeries: () => where(store.doubtful, ({ rules }) => rules === 0),
    multiplyMatched: () => where(store.doubtful, ({ rules }) => rules > 1),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function* each<T>(list: readonly T[]): AsyncGenerator<T, void, undefined> {
  for (const one of list) yield await Promise.resolve(one);
}

async function* where<T>(
  spool: Spool<T>,
  isMeant: (record: T) => boolean,
): AsyncGenerator<T, void, undefined> {
  for await (const record of spool.read()) if (isMeant(record)) yield record;
}
