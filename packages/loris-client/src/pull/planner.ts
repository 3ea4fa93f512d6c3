import type { FileItem, ScanferryError } from "@scanferry/transfer";

import type { PlannedImage } from "./planned-image.js";
import type { PullOptions } from "./pull-options.js";
import type { SidecarStore } from "./sidecars/sidecar-store.js";

/** The images that the filters left, to be read any number of times; they lie in a file, not in memory. */
export interface SelectedImages {
  readonly count: number;
  /** Reads them in the server's order. */
  images(): AsyncIterable<PlannedImage>;
  /** Whether any filter was given, so that tables must be made consistent with a part of the study. */
  readonly filtered: boolean;
}

/** Something that is listed in the results and not fetched. */
export interface SkippedItem {
  id: string;
  /** Where it would have gone, "" when that cannot be said. */
  target: string;
  /** Why. */
  skipped: ScanferryError;
}

/** Something that cannot even be planned, such as a name that is no file's. */
export interface FailedItem {
  id: string;
  target: string;
  failed: ScanferryError;
}

/** A file that the server may lack without fault: it is listed as skipped then. */
export interface OptionalItem extends FileItem {
  optional: true;
}

/** Everything planned before it has ended when what follows is planned: derived tables look at what stands on disk. */
export interface Barrier {
  barrier: true;
}

/** What a planner gives. */
export type PlannedItem = FileItem | OptionalItem | SkippedItem | FailedItem | Barrier;

/** The run that a planner plans for. */
export interface PullRun {
  /** Output folder, absolute. */
  root: string;
  options: PullOptions;
  /** Gives an item `adopt` and `stored` for its sidecar, and keeps untrustworthy ETags out. */
  sidecars: Pick<SidecarStore, "attach">;
  /** Emits a `warning`; no label belongs in it. */
  warn(message: string, hint?: string): void;
  signal: AbortSignal | undefined;
}

/** What planning takes besides the options. */
export type PlanContext = Pick<PullRun, "warn" | "signal">;
