import { mapAhead, type SettledItem, type TransferItem } from "@scanferry/transfer";

import type { CallOptions } from "../../context.js";
import type { Experiment } from "../../schemas/experiment.js";
import type { Named } from "../../select/name-search.js";
import { AskedSubjects } from "./asked-subjects.js";
import { claimedPlaces } from "./claimed-places.js";
import { ownerPlaces } from "./owner-places.js";
import { placeItem } from "./place-item.js";
import type { PlanContext } from "./plan-context.js";
import { pullLevels } from "./pull-levels.js";
import type { Planned } from "./resource-place.js";
import { selectedSessions } from "./selected-sessions.js";
import { sessionPlaces } from "./session-places.js";
import { failed } from "./settled.js";
import { wantedSubjects } from "./wanted-subjects.js";

/**
 * Plans a pull: sessions, their resources, the lists of these. Of each, as many are asked for at once as items move at once, while earlier ones are being
 * fetched; nothing runs further ahead.
 */
export function planItems(plan: PlanContext, { signal }: CallOptions): AsyncIterable<TransferItem> {
  const ahead = Math.max(1, plan.options.concurrency ?? 4);
  const options = signal === undefined ? {} : { signal };
  return mapAhead<Planned, TransferItem>(
    claimedPlaces(plan, plannedPlaces(plan, ahead, options)),
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

async function orFailed(places: Promise<Planned[]>, id: string): Promise<Planned[]> {
  try {
    return await places;
  } catch (caught) {
    return [failed(id, caught)];
  }
}
