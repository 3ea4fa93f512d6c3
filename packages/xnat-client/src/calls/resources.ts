import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import type { Resource } from "../schemas/resource.js";
import { resourceOf } from "../schemas/resource.js";
import type { Place } from "./place-path.js";
import type { ScanFilter } from "../select/scan-filter.js";
import { scanMatcher } from "../select/scan-matcher.js";
import { listPath, placeName } from "./place-path.js";
import { scans } from "./scans.js";

/** Which resources are listed. */
export interface ResourcesOptions extends CallOptions, Pick<ScanFilter, "resources"> {
  /** Of a session: also those of its scans and assessors. @default false */
  readonly all?: boolean | undefined;
}

/** The resources of a project, a subject, an experiment or a scan, with their counts. */
export async function* resources(
  ctx: XnatContext,
  place: Place,
  options: ResourcesOptions = {},
): AsyncGenerator<Resource, void, undefined> {
  const { all = false, signal } = options;
  const matcher = scanMatcher(options.resources === undefined ? {} : { resources: options.resources });
  const path = `${await listPath(ctx, place, { signal })}/resources`;
  const query = { file_stats: "true", ...(all ? { all: "true" } : {}) };
  let any = false;
  for await (const row of listRows(ctx, path, {
    query,
    signal,
    subject: placeName(place),
    project: place.project,
  })) {
    const resource = resourceOf(row);
    // Below a subject, an unknown scan lists the subject's own resources instead of 404 (wire/xnat.md, 11b).
    if (place.scan !== undefined && resource.category !== undefined && resource.category !== "scans") {
      throw unknownScan(place);
    }
    any = true;
    if (matcher.resource(resource.label)) yield resource;
  }
  if (!any && place.scan !== undefined && !(await hasScan(ctx, place, { signal }))) throw unknownScan(place);
}

async function hasScan(ctx: XnatContext, place: Place, options: CallOptions): Promise<boolean> {
  for await (const { id, type } of scans(ctx, place, options)) {
    // A scan may be named by its type too.
    if (id === place.scan || type === place.scan) return true;
  }
  return false;
}

function unknownScan(place: Place): ScanferryError {
  return new ScanferryError("remote/not-found", "The session has no such scan.", {
    hint: "The session's list of scans has their IDs, which need not be numbers (3-MR1).",
    subject: placeName(place),
  });
}
