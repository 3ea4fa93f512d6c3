import { isAbort, toScanferryError } from "@scanferry/transfer";
import { createScan } from "../../manage/create-scan.js";
import type { ArchivedSession } from "../look/archived-files.js";
import type { SessionRun } from "./push-run.js";

/**
 * Gives scans of the archive the types that the naming file has for their series; the server itself names them after the series' descriptions. What cannot
 * be changed is a warning: the data are there.
 */
export async function setScanTypes(run: SessionRun, { scans }: ArchivedSession): Promise<void> {
  const { ctx, session, place, emit, signal } = run;
  const types = new Map(session.series.map(({ seriesUid, scanType }) => [seriesUid, scanType]));
  for (const scan of scans) {
    const type = scan.seriesUid === undefined ? undefined : types.get(scan.seriesUid);
    if (type === undefined || type === scan.type) continue;
    const { project, subject, session: experiment } = place;
    try {
      await createScan(
        ctx,
        { project, subject, experiment, scan: scan.id },
        { type },
        { update: true, signal },
      );
    } catch (caught) {
      if (isAbort(caught)) throw caught;
      const { message } = toScanferryError(caught);
      emit({
        type: "warning",
        id: session.id,
        message: `A scan did not get its type: ${message}`,
        hint: "The data are there. Set the type on the web page, or with: scanferry xnat scan create … --update.",
      });
    }
  }
}
