import { HashTable } from "@scanferry/transfer";

import { refusedFolder } from "../owners/refused-folder.js";
import type { PlanContext } from "./plan-context.js";
import type { Planned } from "./resource-place.js";

/**
 * Takes the folders of what is planned, in the order of the plan, so that of two that would share one it is always the later one that is refused: with one
 * failed result, however many resources it has.
 */
export async function* claimedPlaces(
  { layout, owners, givers }: PlanContext,
  places: AsyncIterable<Planned>,
): AsyncGenerator<Planned, void, undefined> {
  const told = new HashTable();
  for await (const place of places) {
    const taken = "kind" in place ? undefined : await owners.claim(layout.steps(place));
    if ("kind" in place || taken === undefined) {
      yield place;
      continue;
    }
    givers.found(place.owners);
    const refused = `${taken.folder}\n${taken.owner?.key ?? place.id}`;
    if (told.get(refused) !== undefined) continue;
    told.set(refused, 1);
    yield refusedFolder(place, taken);
  }
}
