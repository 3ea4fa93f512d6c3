import { ScanferryError, type SettledItem } from "@scanferry/transfer";

import type { CallOptions } from "../../context.js";
import type { AskedSubjects } from "./asked-subjects.js";
import type { PlanContext } from "./plan-context.js";
import { failed, skipped } from "./settled.js";
import { wantedSubjects } from "./wanted-subjects.js";

const hint =
  "They have no sessions, scans or files, or none that the filters choose: scanferry xnat ls PROJECT/SUBJECT shows what there is.";

/**
 * Tells whoever was asked for and has nothing to bring, so that a cohort that lacks some scans does not look complete. With `strict` these are failed
 * results: that there is nothing is known when all lists were read.
 */
export async function* emptyHanded(
  plan: PlanContext,
  asked: AskedSubjects,
  call: CallOptions,
): AsyncGenerator<SettledItem, void, undefined> {
  const { givers, scope, warn } = plan;
  const { idleSessions } = givers;
  if (idleSessions > 0) {
    const have = idleSessions === 1 ? "session has" : "sessions have";
    warn(`${String(idleSessions)} selected ${have} no file that was asked for.`, hint);
  }
  for await (const { project, subjectLabel = "", label } of givers.idle())
    yield nothingOf(plan, "session", `${project}/${subjectLabel}/${label}`);
  if (scope.project === undefined || !mayLackSubjects(plan, asked)) return;
  let lacking = 0;
  for await (const { id, label } of wantedSubjects(plan, scope.project, asked, call)) {
    if (givers.hasFound(id)) continue;
    lacking++;
    yield nothingOf(plan, "subject", `${scope.project}/${label}`);
  }
  if (lacking > 0) {
    const have = lacking === 1 ? "subject that was asked for has" : "subjects that were asked for have";
    warn(`${String(lacking)} ${have} no file that was asked for.`, hint);
  }
}

/** Whether the project's list of subjects must be read once more to know. */
function mayLackSubjects({ givers, scope, options }: PlanContext, asked: AskedSubjects): boolean {
  if (scope.experiment !== undefined) return false;
  if (scope.subject !== undefined) return givers.subjects === 0;
  return options.subjects !== undefined && givers.subjects < asked.count;
}

function nothingOf({ options }: PlanContext, kind: "subject" | "session", id: string): SettledItem {
  const message = `The ${kind} has no file that was asked for.`;
  const error = new ScanferryError("remote/not-found", message, { hint, subject: id });
  return options.strict === true ? failed(id, error) : skipped(id, error);
}
