import { mapAhead, type SettledItem, type TransferItem } from "@scanferry/transfer";

import type { CallOptions } from "../../context.js";
import type { Experiment } from "../../schemas/experiment.js";
import type { Named } from "../../select/name-search.js";
import { AskedSubjects } from "./asked-subjects.js";
import { claimedPlaces } from "./claimed-places.js";
import { emptyHanded } from "./empty-handed.js";
import type { Givers } from "./givers.js";
import { ownerPlaces } from "./owner-places.js";
import { placeItem } from "./place-item.js";
import type { PlanContext } from "./plan-context.js";
import { pullLevels } from "./pull-levels.js";
import type { Planned, ResourcePlace } from "./resource-place.js";
import { selectedSessions } from "./selected-sessions.js";
import { sessionPlaces } from "./session-places.js";
import { failed } from "./settled.js";
import { wantedSubjects } from "./wanted-subjects.js";

/**
 * Plans a pull: sessions, their resources, the lists of these. Of each, as many are asked for at once as items move at once, while earlier ones are being
 * fetched; nothing runs further ahead.
 */
export async function* planItems(
  plan: PlanContext,
  { signal }: CallOptions,
): AsyncGenerator<TransferItem, void, undefined> {
  const ahead = Math.max(1, plan.options.concurrency ?? 4);
  const options = signal === undefined ? {} : { signal };
  const asked = new AskedSubjects(plan.options.subjects);
  yield* mapAhead<Planned, TransferItem>(
    claimedPlaces(plan, plannedPlaces(plan, asked, ahead, options)),
    ahead,
    (planned, call) => ("kind" in planned ? [planned] : foundItem(plan, planned, call)),
    options,
  );
  yield* emptyHanded(plan, asked, options);
}

async function foundItem(
  plan: PlanContext,
  place: ResourcePlace,
  call: CallOptions,
): Promise<TransferItem[]> {
  const items = await placeItem(plan, place, call);
  if (items.length > 0) plan.givers.found(place.owners);
  return items;
}

async function* plannedPlaces(
  plan: PlanContext,
  asked: AskedSubjects,
  ahead: number,
  call: CallOptions,
): AsyncGenerator<Planned, void, undefined> {
  const { scope, options } = plan;
  const levels = pullLevels(scope, options);
  const { signal } = call;
  const mapping = signal === undefined ? {} : { signal };
  if (levels.sessions) {
    const sessions = selectedSessions(plan, asked, call);
    yield* mapAhead<Experiment | SettledItem, Planned>(
      sessions,
      ahead,
      (session, own) => ("kind" in session ? [session] : placesOf(plan, session, own)),
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
      (subject, own) =>
        orFailed(plan, ownerPlaces(plan, project, subject, own), `${project}/${subject.label}`, {
          subject: subject.id,
        }),
      mapping,
    );
  }
  if (levels.project) yield* await orFailed(plan, ownerPlaces(plan, project, undefined, call), project);
}

async function placesOf(plan: PlanContext, session: Experiment, call: CallOptions): Promise<Planned[]> {
  const { id, project, subjectId, subjectLabel = "", label } = session;
  const owners = { session: id, ...(subjectId === undefined ? {} : { subject: subjectId }) };
  return orFailed(plan, sessionPlaces(plan, session, call), `${project}/${subjectLabel}/${label}`, owners);
}

async function orFailed(
  { givers }: PlanContext,
  planning: Promise<Planned[]>,
  id: string,
  owners: Parameters<Givers["found"]>[0] = {},
): Promise<Planned[]> {
  const places = await planning.catch((caught: unknown) => [failed(id, caught)]);
  // Who has a failure is told already.
  if (places.some((place) => "kind" in place)) givers.found(owners);
  return places;
}
