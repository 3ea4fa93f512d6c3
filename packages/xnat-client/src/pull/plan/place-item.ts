import type { TransferItem } from "@scanferry/transfer";

import type { CallOptions } from "../../context.js";
import { archiveItem } from "../archive/archive-item.js";
import { LoadedList } from "../group/loaded-list.js";
import { resourceGroup } from "../group/resource-group.js";
import { onceRenewed } from "./once-renewed.js";
import type { PlanContext } from "./plan-context.js";
import type { ResourcePlace } from "./resource-place.js";
import { failed } from "./settled.js";

/** Makes the item of a resource, its list read already; none for a resource without files. */
export async function placeItem(
  plan: PlanContext,
  place: ResourcePlace,
  call: CallOptions,
): Promise<TransferItem[]> {
  const { ctx, layout, options, lists, health, files, vanished, counts, warn } = plan;
  try {
    const list = lists.hold(
      await onceRenewed(ctx, call, () => LoadedList.load(ctx, place, { ...call, files })),
    );
    if (files === undefined) counts.compare(place, list, warn);
    await vanished?.enter(place.id, list.files());
    if (list.count === 0) return [];
    if (options.as === "zip") return [await archiveItem(plan, place, list)];
    return [resourceGroup(ctx, place, { layout, list, health, files })];
  } catch (caught) {
    return [failed(place.id, caught)];
  }
}
