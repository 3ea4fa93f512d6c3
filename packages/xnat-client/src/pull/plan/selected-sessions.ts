import type { SettledItem } from "@scanferry/transfer";

import type { CallOptions } from "../../context.js";
import type { Experiment } from "../../schemas/experiment.js";
import type { LeftOut, MissingNames } from "../../select/select-options.js";
import { selectSessions } from "../../select/select-sessions.js";
import type { AskedSubjects } from "./asked-subjects.js";
import { missingNames } from "./missing-names.js";
import type { PlanContext } from "./plan-context.js";

/**
 * Selects the sessions of a pull. Names that the server does not have come first, as settled items, so that programs see them too.
 *
 * @throws {@link ScanferryError} as {@link selectSessions}
 */
export async function* selectedSessions(
  plan: PlanContext,
  asked: AskedSubjects,
  { signal }: CallOptions,
): AsyncGenerator<Experiment | SettledItem, void, undefined> {
  const { ctx, scope, options } = plan;
  const absent: MissingNames[] = [];
  const sessions = selectSessions(
    ctx,
    scope,
    { ...options, ...asked.filter() },
    {
      signal,
      strict: options.strict,
      onMissing: (missing) => absent.push(missing),
      onLeftOut: (leftOut) => {
        plan.vanished?.markPartial();
        warnOfLeftOut(plan, leftOut);
      },
    },
  );
  // Names are known as missing when the first session comes, or the end.
  for await (const session of sessions) {
    for (const missing of absent.splice(0)) yield* tellMissing(plan, missing);
    await plan.givers.select(session);
    yield session;
  }
  for (const missing of absent) yield* tellMissing(plan, missing);
}

function warnOfLeftOut(plan: PlanContext, { reason, count, xsiTypes }: LeftOut): void {
  const [are, them] =
    count === 1 ? ["session has no date and is", "it"] : ["sessions have no date and are", "them"];
  if (reason === "no-date")
    plan.warn(`${count} ${are} left out.`, `Name ${them}, or leave the range of days out.`);
  else
    plan.warn(
      count === 1
        ? "An experiment that is no imaging session is left out."
        : `${count} experiments that are no imaging sessions are left out.`,
      `Choose them by kind to have them (modalities): ${xsiTypes.join(", ")}.`,
    );
}

function* tellMissing(plan: PlanContext, missing: MissingNames): Generator<SettledItem, void, undefined> {
  const { kind, labels, asked, hint } = missing;
  const which = asked === 1 ? `The ${kind}` : `${labels.length} of the ${asked} ${kind}s`;
  const [were, are] = [asked === 1 ? "was" : "were", labels.length === 1 ? "is" : "are"];
  plan.warn(`${which} that ${were} asked for ${are} not on the server.`, hint);
  yield* missingNames(plan.scope.project, missing);
}
