import { ScanferryError, throwIfAborted } from "@scanferry/transfer";

import type { XnatContext } from "../context.js";
import type { Experiment } from "../schemas/experiment.js";
import { checkNamed } from "./check-named.js";
import { onlySubject } from "./chosen-subjects.js";
import { findSubjects } from "./find-subjects.js";
import { gatherSessions } from "./gather-sessions.js";
import { resolveScope } from "./resolve-scope.js";
import type { SelectOptions } from "./select-options.js";
import { sessionCriteria } from "./session-criteria.js";
import type { SessionFilter } from "./session-filter.js";
import type { SessionScope } from "./session-scope.js";

/**
 * Selects sessions of a project, a subject, or one experiment. Everything is listed before the first session is given: names that are
 * missing are known by then, and the server's lists are not kept open while scans are fetched, which takes hours. What was selected waits
 * in a temporary file; memory holds 8 to 43 bytes of each subject and session.
 *
 * Sessions have the project's ID, also where it was named by an alias, and its own names, also those that another project shares with it. Experiments without scans (forms about
 * subjects) are left out and counted, unless their type or the one experiment is asked for.
 *
 * @throws {@link ScanferryError} `input/invalid`; `remote/ambiguous` for a name that means two; `remote/not-found` for the subject or
 * the experiment of the scope, and with `strict` for any name; `auth/*`, `remote/*`, `net/*`, `aborted`
 */
export async function* selectSessions(
  ctx: XnatContext,
  scope: SessionScope,
  filter: SessionFilter = {},
  options: SelectOptions = {},
): AsyncGenerator<Experiment, void, undefined> {
  const { signal } = options;
  const { subject, experiment } = scope;
  checkNamed(scope.project, subject, experiment);
  const criteria = sessionCriteria(filter);
  if (filter.subjects !== undefined && (subject ?? experiment) !== undefined) {
    throw new ScanferryError(
      "input/invalid",
      "Subjects are chosen within a project, not within one subject.",
      {
        hint: "Leave the list of subjects out, or name the project alone.",
      },
    );
  }
  throwIfAborted(signal);
  const { project, owner } = await resolveScope(ctx, scope, { signal });
  const names = subject === undefined ? filter.subjects : [subject];
  const strict = subject !== undefined || options.strict === true;
  const subjects =
    owner === undefined
      ? await findSubjects(ctx, { project, names, strict }, options)
      : onlySubject(project, owner);
  const { sessions } = filter;
  const only = experiment === undefined ? undefined : { name: experiment, byId: scope.project === undefined };
  const spool = await gatherSessions(ctx, { subjects, criteria, sessions, only }, options);
  try {
    for await (const session of spool.read()) {
      throwIfAborted(signal);
      yield session;
    }
  } finally {
    await spool.close();
  }
}
