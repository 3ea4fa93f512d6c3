import type { MoveOptions } from "@scanferry/transfer";

import type { ScanFilter } from "../select/scan-filter.js";
import type { SessionFilter } from "../select/session-filter.js";
import type { SessionScope } from "../select/session-scope.js";

/** What a pull starts from: a project, a subject, an experiment, one of its scans, or one resource of any of them. */
export interface PullScope extends SessionScope {
  /** ID of a scan of the experiment. */
  scan?: string | undefined;
  /** Label or number of a resource of what is named before it; nothing else is pulled then. */
  resource?: string | undefined;
}

/** What is brought from an XNAT, and how. Without a filter it is everything that the scope holds. */
export interface PullOptions extends MoveOptions, SessionFilter, ScanFilter {
  /**
   * Where files go: `xnat` (as in XNAT's own zips, below the subject), `subject/session/series`, or a template with the fields `{project}`, `{subject}`,
   * `{session}`, `{date}`, `{scan}`, `{type}`, `{series}` (ID-TYPE), `{description}`, `{resource}` and, at its end, `{path}`. @default "xnat"
   */
  layout?: string;
  /** Files, or each resource's archive as one file `RESOURCE.zip`, compared with the list while it is stored. @default "files" */
  as?: "files" | "zip";
  /** Only these files of each resource: paths below it, folders (`sub/`), or patterns with `*` and `?`; each is fetched by itself. @default all */
  files?: readonly string[];
  /** Whether resources are taken as streamed zips where that is cheaper; `false` fetches each file by itself. @default true */
  zips?: boolean;
  /** Says what a pull would bring, out of the server's lists. Nothing is written. @default false */
  dryRun?: boolean;
  /** Compares with the server without writing anything; what would be fetched is `planned`. Files without a digest are asked about singly. @default false */
  check?: boolean;
  /** Reads local files whole and compares their SHA-256 with the journal before they are trusted. @default false: size and time */
  checksum?: boolean;
  /** Whether `.scanferry/manifest.ndjson` is written. @default true */
  manifest?: boolean;
  /**
   * Whether names that are missing on the server stop everything before the first byte, and named subjects and sessions without anything that was asked for
   * are failed results. @default false: both are `skipped` results
   */
  strict?: boolean;
}
