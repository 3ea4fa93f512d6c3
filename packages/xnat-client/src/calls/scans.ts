import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import type { Scan } from "../schemas/scan.js";
import { scanOf } from "../schemas/scan.js";
import type { ScanFilter } from "../select/scan-filter.js";
import { scanMatcher } from "../select/scan-matcher.js";
import type { Place } from "./place-path.js";
import { listPath, placeName } from "./place-path.js";

/** Which scans of a session are listed. */
export type ScansOptions = CallOptions & Pick<ScanFilter, "scans">;

/** The scans of a session; no version of XNAT filters them, so that it is done here. */
export async function* scans(
  ctx: XnatContext,
  { project, subject, experiment }: Place,
  options: ScansOptions = {},
): AsyncGenerator<Scan, void, undefined> {
  const { signal } = options;
  const place = { project, subject, experiment };
  const matcher = scanMatcher(options.scans === undefined ? {} : { scans: options.scans });
  const path = `${await listPath(ctx, place, { signal })}/scans`;
  for await (const row of listRows(ctx, path, { signal, subject: placeName(place), project })) {
    const scan = scanOf(row);
    if (matcher.scan(scan)) yield scan;
  }
}
