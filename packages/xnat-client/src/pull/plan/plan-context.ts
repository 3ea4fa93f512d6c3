import type { XnatContext } from "../../context.js";
import type { FileMatcher } from "../../select/file-matcher.js";
import type { ScanMatcher } from "../../select/scan-matcher.js";
import type { OpenLists } from "../group/open-lists.js";
import type { ZipHealth } from "../group/zip-health.js";
import type { Layout } from "../layout/layout.js";
import type { VanishedFiles } from "../vanished/vanished-files.js";
import type { FolderOwners } from "../owners/folder-owners.js";
import type { PullOptions, PullScope } from "../pull-options.js";
import type { FileCounts } from "./file-counts.js";
import type { Givers } from "./givers.js";

/** What all of a plan works with. */
export interface PlanContext {
  ctx: XnatContext;
  scope: PullScope;
  options: PullOptions;
  layout: Layout;
  matcher: ScanMatcher;
  lists: OpenLists;
  owners: FolderOwners;
  /** Absent where no zips are wanted. */
  /** Which files of each resource are wanted; absent for all. */
  files: FileMatcher | undefined;
  health: ZipHealth | undefined;
  /** Absent in a folder that is filled for the first time. */
  vanished: VanishedFiles | undefined;
  counts: FileCounts;
  givers: Givers;
  /** Emits a `warning` once, however often the same is said; no label belongs in it but in `id`. */
  warn: (message: string, hint: string, id?: string) => void;
}
