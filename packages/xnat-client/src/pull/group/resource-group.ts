import type { GroupItem } from "@scanferry/transfer";

import type { XnatContext } from "../../context.js";
import type { FileMatcher } from "../../select/file-matcher.js";
import type { Layout } from "../layout/layout.js";
import type { ResourcePlace } from "../plan/resource-place.js";
import { listedFile } from "./listed-file.js";
import { LoadedList } from "./loaded-list.js";
import { openListed } from "./open-listed.js";
import { zipEntries } from "./zip-entries.js";
import type { ZipHealth } from "./zip-health.js";

/**
 * Makes the item of a resource. Its list was read while others were being fetched, so that its zip begins at once; when the engine asks again, because the
 * zip and the list disagree, the list is read anew.
 *
 * @param how.health Absent where no zips are wanted.
 */
export function resourceGroup(
  ctx: XnatContext,
  place: ResourcePlace,
  how: {
    readonly layout: Layout;
    readonly list: LoadedList;
    readonly health: ZipHealth | undefined;
    readonly files: FileMatcher | undefined;
  },
): GroupItem {
  const { layout, list: first, health, files } = how;
  let list: LoadedList | undefined = first;
  let { hasRenamed } = first;
  // Put together without a spread: Node 20 promotes a literal that has one and closures behind it (decision 0714).
  const group: GroupItem = {
    kind: "group",
    id: place.id,
    target: layout.folder(place),
    sizeBytes: first.bytes,
    fileCount: first.count,
    // The list's sizes and digests and the zip's CRC say what a file must be, better than its first bytes.
    checks: [],
    async *files({ signal }) {
      const now = list ?? (await LoadedList.load(ctx, place, { signal, files }));
      list = undefined;
      ({ hasRenamed } = now);
      try {
        for await (const file of now.files()) yield listedFile(place, layout, file);
      } finally {
        await now.close();
      }
    },
    open: openListed(ctx, place.project),
  };
  if (health !== undefined)
    group.entries = ({ signal }) => zipEntries(ctx, place, { signal, hasRenamed, health });
  return group;
}
