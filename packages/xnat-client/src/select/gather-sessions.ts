import { HashTable, openSpool, type Spool } from "@scanferry/transfer";

import type { XnatContext } from "../context.js";
import type { Experiment } from "../schemas/experiment.js";
import type { ChosenSubjects } from "./chosen-subjects.js";
import { LeftOutCount } from "./left-out.js";
import { listSessions } from "./list-sessions.js";
import { ambiguousError, missingError } from "./select-errors.js";
import type { SelectOptions } from "./select-options.js";
import { serverFilter } from "./server-filter.js";
import { judgeSession, type SessionCriteria } from "./session-criteria.js";
import { sessionNames } from "./session-names.js";

/** What is gathered from whom. */
export interface Gathering {
  subjects: ChosenSubjects;
  criteria: SessionCriteria;
  /** Names and globs of a filter. */
  sessions: readonly string[] | undefined;
  /** The one experiment of the scope; `byId` where its name can be no label. */
  only: { name: string; byId: boolean } | undefined;
}

/**
 * Reads the lists of experiments to their end and keeps what is wanted in a spool, which the caller closes.
 *
 * @throws {@link ScanferryError} `remote/ambiguous`; `remote/not-found` for the scope's experiment, and with `strict` for any name
 */
export async function gatherSessions(
  ctx: XnatContext,
  gathering: Gathering,
  options: SelectOptions,
): Promise<Spool<Experiment>> {
  const { only, sessions, criteria } = gathering;
  const query = serverFilter(ctx, criteria, only === undefined ? sessions : [only.name]);
  const first = await readSessions(ctx, gathering, query, options);
  // A server that takes a label for something else, or names that are accession IDs: only a whole list says what is missing.
  const doubtful = first.missing !== undefined && query["label"] !== undefined;
  if (doubtful) await first.spool.close();
  const { spool, missing, leftOut } = doubtful ? await readSessions(ctx, gathering, {}, options) : first;
  try {
    if (missing !== undefined && (only !== undefined || options.strict === true)) throw missingError(missing);
    if (missing !== undefined) options.onMissing?.(missing);
    leftOut.tell(options.onLeftOut);
    return spool;
  } catch (error) {
    await spool.close();
    throw error;
  }
}

async function readSessions(
  ctx: XnatContext,
  { subjects, criteria, sessions, only }: Gathering,
  query: Readonly<Record<string, string>>,
  { signal }: Pick<SelectOptions, "signal">,
) {
  const names = sessions === undefined ? undefined : sessionNames(sessions);
  const scope = only === undefined ? undefined : sessionNames([only.name], { globs: false });
  const leftOut = new LeftOutCount();
  // A session that is shared may stand in a list twice.
  const seen = new HashTable();
  const spool = await openSpool<Experiment>();
  try {
    for await (const session of listSessions(ctx, { subjects, query, signal })) {
      if (seen.get(session.id) !== undefined) continue;
      seen.set(session.id, 1);
      const scoped = only?.byId === true ? { id: session.id, label: session.id } : session;
      if (!(scope?.meets(scoped) ?? true) || !(names?.meets(session) ?? true)) continue;
      const verdict = judgeSession(criteria, session, only !== undefined);
      if (verdict === "wanted" && session.subjectId === undefined) leftOut.add("no-subject", session);
      else if (verdict === "wanted") await spool.add(session);
      else if (verdict !== "other") leftOut.add(verdict, session);
    }
    const ambiguous = [...(scope?.ambiguous ?? []), ...(names?.ambiguous ?? [])];
    if (ambiguous.length > 0) throw ambiguousError("session", ambiguous);
    return { spool, leftOut, missing: (await scope?.missing()) ?? (await names?.missing()) };
  } catch (error) {
    await spool.close();
    throw error;
  }
}
