import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { VisitHandle } from "../../../src/handles/visit-handle.js";
import type { Box } from "../../helpers/open-box.js";
import { openBox } from "../../helpers/open-box.js";

/** The beginning of a tar with one member: its header, whose sum is right. */
function tarHeader(): Buffer {
  const header = Buffer.alloc(512);
  header.write("phantom.dcm");
  header.write("        ", 148);
  const sum = header.reduce((so, byte) => so + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

const content = Buffer.alloc(699_488, "DICM of a phantom. ");

/** What an archive of this name holds; both kinds have the same length. */
export const bytesOf = (name: string): Buffer =>
  Buffer.concat([
    name.endsWith("gz") ? Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), Buffer.alloc(509)]) : tarHeader(),
    content,
  ]);

/** A LORIS with one visit, and archives to send to it. */
export interface Lab {
  readonly box: Box;
  readonly visit: VisitHandle;
  /** PSCID_CandID_Visit. */
  readonly start: string;
  /** Writes an archive and gives its path. @param bytes - what it holds, else what its name says */
  archive(name: string, bytes?: Buffer): Promise<string>;
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
    archive: async (name, bytes = bytesOf(name)) => {
      await writeFile(join(folder, name), bytes);
      return join(folder, name);
    },
  };
}

/** How often an archive was sent. */
export const posts = ({ box }: Lab): number => box.sandbox.log.find("POST", /\/dicoms$/).length;
