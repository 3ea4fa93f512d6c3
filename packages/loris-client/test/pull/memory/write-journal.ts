import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { PullStage } from "../support/use-pull.js";

/** Writes the journal and some sidecars of a folder whose images all came in an earlier run and were moved away since. */
export async function writeJournal({ sandbox, dir }: PullStage): Promise<void> {
  await mkdir(join(dir, ".scanferry"));
  const file = await open(join(dir, ".scanferry", "journal.ndjson"), "wx");
  let lines: string[] = [];
  let count = 0;
  for (const { candidate, visit, bids } of sandbox.state.loris.images()) {
    for (const id of [bids.NiftiLink, bids.JsonLink]) {
      const path = `sub-${candidate}/ses-${visit}/anat/${id.slice(id.lastIndexOf("/") + 1)}`;
      const digest = String(++count).padStart(64, "0");
      const times = { mtimeMs: 1_700_000_000_000 + count, at: "2026-11-21T12:00:00.000Z" };
      lines.push(
        `${JSON.stringify({ id, path, bytes: 4096, sha256: digest, etag: digest.slice(-32), ...times })}\n`,
      );
      if (count % 100 !== 0) continue;
      // Files of the notebook, which the journal does not know.
      const sidecar = join(dir, `sub-${candidate}/ses-${visit}/anat/.strange-${String(count)}.nii.gz.etag`);
      await mkdir(dirname(sidecar), { recursive: true });
      await (await open(sidecar, "w")).close();
    }
    if (lines.length < 1000) continue;
    await file.write(lines.join(""));
    lines = [];
  }
  await file.write(lines.join(""));
  await file.close();
}
