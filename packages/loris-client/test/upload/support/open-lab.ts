import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { VisitHandle } from "../../../src/handles/visit-handle.js";
import type { Box } from "../../helpers/open-box.js";
import { openBox } from "../../helpers/open-box.js";

/** What each archive holds. */
export const archiveBytes = Buffer.alloc(700_000, "DICM of a phantom. ");

/** A LORIS with one visit, and archives to send to it. */
export interface Lab {
  readonly box: Box;
  readonly visit: VisitHandle;
  /** PSCID_CandID_Visit. */
  readonly start: string;
  /** Writes an archive and gives its path. */
  archive(name: string): Promise<string>;
}

/** Opens one; it ends with the test. */
export async function openLab(changes = {}): Promise<Lab> {
  const box = await openBox({ study: { candidates: 1, visits: ["V1"] } });
  const loris = await box.client(changes);
  const [image] = box.sandbox.state.loris.images();
  if (image === undefined) throw new Error("the study is empty");
  const folder = await mkdtemp(join(tmpdir(), "loris-upload-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return {
    box,
    visit: loris.candidate(image.candidate).visit(image.visit),
    start: `${image.pscid}_${image.candidate}_${image.visit}`,
    archive: async (name) => {
      await writeFile(join(folder, name), archiveBytes);
      return join(folder, name);
    },
  };
}

/** How often an archive was sent. */
export const posts = ({ box }: Lab): number => box.sandbox.log.find("POST", /\/dicoms$/).length;
