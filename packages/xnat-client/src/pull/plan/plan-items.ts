import { mapAhead, openSpool, type SettledItem, type TransferItem } from "@scanferry/transfer";

import type { CallOptions } from "../../context.js";
import type { Experiment } from "../../schemas/experiment.js";
import type { Named } from "../../select/name-search.js";
import type { MissingNames } from "../../select/select-options.js";
import { selectSessions } from "../../select/select-sessions.js";
import { AskedSubjects, oneSubject } from "./asked-subjects.js";
import { missingNames } from "./missing-names.js";
import { ownerPlaces } from "./owner-places.js";
import { placeItem } from "./place-item.js";
import type { PlanContext } from "./plan-context.js";
import { pullLevels } from "./pull-levels.js";
import type { ResourcePlace } from "./resource-place.js";
import { sessionPlaces } from "./session-places.js";
import { failed } from "./settled.js";

/** A resource to be planned, or what is settled before. */
type Planned = ResourcePlace | SettledItem;

/**
 * Plans a pull: sessions, their resources, the lists of these. Of each, as many are asked for at once as items move at once, while earlier ones are being
 * fetched; nothing runs further ahead.
 */
export function planItems(plan: PlanContext, { signal }: CallOptions): AsyncIterable<TransferItem> {
  const ahead = Math.max(1, plan.options.concurrency ?? 4);
  const options = signal === undefined ? {} : { signal };
  return mapAhead<Planned, TransferItem>(
    plannedPlaces(plan, ahead, options),
    ahead,
    (planned, call) => ("kind" in planned ? [planned] : placeItem(plan, planned, call)),
    options,
  );
}

async function* plannedPlaces(
  plan: PlanContext,
  ahead: number,
  call: CallOptions,
): AsyncGenerator<Planned, void, undefined> {
  const { scope, options } = plan;
  const levels = pullLevels(scope, options);
  const asked = new AskedSubjects(options.subjects);
  const { signal } = call;
  const mapping = signal === undefined ? {} : { signal };
  if (levels.sessions) {
    const sessions = selectedSessions(plan, asked, call);
    yield* mapAhead<Experiment | SettledItem, Planned>(
      sessions,
      ahead,
      (session, own) =>
        "kind" in session
          ? [session]
          : orFailed(
              sessionPlaces(plan, session, own),
              `${session.project}/${session.subjectLabel ?? ""}/${session.label}`,
            ),
      mapping,
    );
  }
  const { project } = scope;
  if (project === undefined) return;
  if (levels.subjects) {
    const subjects = wantedSubjects(plan, project, asked, call);
    yield* mapAhead<Named, Planned>(
      subjects,
      ahead,
      (subject, own) => orFailed(ownerPlaces(plan, project, subject, own), `${project}/${subject.label}`),
      mapping,
    );
  }
  if (levels.project) yield* await orFailed(ownerPlaces(plan, project, undefined, call), project);
}

async function orFailed(places: Promise<ResourcePlace[]>, id: string): Promise<Planned[]> {
  try {
    return await places;
  } catch (caught) {
    return [failed(id, caught)];
  }
}

async function* selectedSessions(
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
      onLeftOut: ({ reason, count }) => {
        if (reason === "no-date")
          plan.warn(
            `${count} sessions have no date and are left out.`,
            "Name them, or leave the range of days out.",
          );
      },
    },
  );
  // Names are known as missing when the first session comes, or the end.
  for await (const session of sessions) {
    for (const missing of absent.splice(0)) yield* tellMissing(plan, missing);
    yield session;
  }
  for (const missing of absent) yield* tellMissing(plan, missing);
}

function* tellMissing(plan: PlanContext, missing: MissingNames): Generator<SettledItem, void, undefined> {
  const { kind, labels, asked, hint } = missing;
  plan.warn(`${labels.length} of the ${asked} ${kind}s that were asked for are not on the server.`, hint);
  yield* missingNames(plan.scope.project, missing);
}

/** The subjects whose own resources are wanted. A list that is read as slowly as files move may be cut by the server. */
async function* wantedSubjects(
  { ctx, scope }: PlanContext,
  project: string,
  asked: AskedSubjects,
  call: CallOptions,
): AsyncGenerator<Named, void, undefined> {
  if (scope.subject !== undefined) {
    yield await oneSubject(ctx, project, scope.subject, call);
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
