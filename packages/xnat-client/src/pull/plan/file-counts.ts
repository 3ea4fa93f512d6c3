import { ScanferryError } from "@scanferry/transfer";

import type { LoadedList } from "../group/loaded-list.js";
import type { PlanContext } from "./plan-context.js";
import type { ResourcePlace } from "./resource-place.js";

/** So many resources are named in warnings. */
const namedLimit = 20;

const hint =
  "What is listed is brought. Counts may be out of date on the server, and so may its lists: have the catalog of the resource refreshed, and pull again.";

/**
 * Holds the lists of files against what the server counts. A server whose archive disk is not mounted, or whose catalog is broken, lists nothing and
 * answers 200.
 */
export class FileCounts {
  #differing = 0;

  /** @throws {@link ScanferryError} `remote/failed` for an empty list of files that are counted */
  compare({ id, fileCount }: ResourcePlace, { rows }: LoadedList, warn: PlanContext["warn"]): void {
    if (fileCount === undefined || rows === fileCount) return;
    if (rows === 0) throw noneListed(id, fileCount);
    if (++this.#differing > namedLimit) return;
    const side = rows < fileCount ? "fewer" : "more";
    const message = `The server lists ${side} files of a resource than it counts: ${String(rows)} instead of ${String(fileCount)}.`;
    warn(message, hint, id);
  }

  /** Says for how many more resources the two differ. */
  tellRest(warn: PlanContext["warn"]): void {
    const more = this.#differing - namedLimit;
    if (more === 1) warn("For another resource the server's list and count differ.", hint);
    if (more > 1) warn(`For ${String(more)} more resources the server's lists and counts differ.`, hint);
  }
}

function noneListed(subject: string, counted: number): ScanferryError {
  return new ScanferryError("remote/failed", "The server counts files in this resource and lists none.", {
    hint: "Look at it on the web page of its session, and have the catalog of the resource refreshed there. If files are missing everywhere, tell the administrator of the XNAT: its archive disk may not be mounted.",
    subject,
    details: { counted },
  });
}
