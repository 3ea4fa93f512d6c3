import { openSpool } from "@scanferry/transfer";

import type { CallOptions } from "../../context.js";
import { findSubject } from "../../select/find-subject.js";
import type { Named } from "../../select/name-search.js";
import type { AskedSubjects } from "./asked-subjects.js";
import type { PlanContext } from "./plan-context.js";

/** The subjects whose own resources are wanted. A list that is read as slowly as files move may be cut by the server. */
export async function* wantedSubjects(
  { ctx, scope }: PlanContext,
  project: string,
  asked: AskedSubjects,
  call: CallOptions,
): AsyncGenerator<Named, void, undefined> {
  if (scope.subject !== undefined) {
    yield await findSubject(ctx, { project, name: scope.subject }, call);
    return;
  }
  const spool = await openSpool<Named>();
  try {
    for await (const subject of asked.of(ctx, project, call)) await spool.add(subject);
    yield* spool.read();
  } finally {
    await spool.close();
  }
}
