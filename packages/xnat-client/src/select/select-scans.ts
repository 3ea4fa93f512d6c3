import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import { requestPath } from "../http/request-path.js";
import type { Experiment } from "../schemas/experiment.js";
import { scanOf, type Scan } from "../schemas/scan.js";
import { scanMatcher, type ScanMatcher } from "./scan-matcher.js";
import type { ScanFilter } from "./scan-filter.js";

/**
 * Selects scans of a session. They are asked for by the session's accession ID: `/data/projects/P/experiments/E/scans` is no route and
 * answers with the experiment itself, and no version filters scans ([S] ScanList), so that filters are applied here alone.
 *
 * @param filter A matcher is shared by all sessions of a pull, so that it knows which patterns met nothing.
 * @throws {@link ScanferryError} `auth/*`, `remote/*`, `net/*`, `aborted`
 */
export async function* selectScans(
  ctx: XnatContext,
  { id, label }: Pick<Experiment, "id" | "label">,
  filter: ScanFilter | ScanMatcher = {},
  { signal }: CallOptions = {},
): AsyncGenerator<Scan, void, undefined> {
  const matcher = "unmatched" in filter ? filter : scanMatcher(filter);
  const path = requestPath("data", "experiments", id, "scans");
  for await (const row of listRows(ctx, path, { subject: label, signal })) {
    const scan = scanOf(row);
    if (matcher.scan(scan)) yield scan;
  }
}
