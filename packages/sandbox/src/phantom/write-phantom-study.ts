import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawVariation } from "./head-model.js";
import { phantomInstance } from "./phantom-instance.js";
import { seededRandom } from "./seeded-random.js";
import { sliceBytes } from "./slice-bytes.js";

/** What the synthetic study holds. */
export interface PhantomStudyOptions {
  /** Labels of the subjects. @default ["007", "008"] */
  readonly subjects?: readonly string[];
  /** Sessions of each subject, in the order of their days. @default ["pre", "post"] */
  readonly sessions?: readonly string[];
  /** Series descriptions; the folder is `DESCRIPTION_NUMBER` as the scanner's export has it. @default ["AAHEAD_SCOUT", "T1-MPRAGE", "T2_FLAIR"] */
  readonly series?: readonly string[];
  /** Files of a series, a slice each. @default 4 */
  readonly slices?: number;
  /** Voxels per edge of a slice. @default 32 */
  readonly sizeVoxels?: number;
  /** Same seed, same bytes. @default "scanferry" */
  readonly seed?: string;
}

/** One session of the synthetic study. */
export interface PhantomSession {
  readonly subject: string;
  readonly session: string;
  /** Files, relative to the study's folder, POSIX. */
  readonly files: readonly string[];
}

/**
 * Writes a tree `subject/session/series/*.dcm` of made-up heads in DICOM, so that demos and tests of sending need nobody's scans.
 *
 * @param dir - made when it is missing
 * @example
 * ```ts
 * const sessions = await writePhantomStudy("./dicomdir", { subjects: ["007"], slices: 2 });
 * console.log(sessions.map(({ subject, session }) => `${subject}_${session}`)); // ["007_pre", "007_post"]
 * ```
 */
export async function writePhantomStudy(
  dir: string,
  options: PhantomStudyOptions = {},
): Promise<PhantomSession[]> {
  const written: PhantomSession[] = [];
  for (const subject of options.subjects ?? ["007", "008"])
    for (const [index, session] of (options.sessions ?? ["pre", "post"]).entries())
      written.push({
        subject,
        session,
        files: await writeSession(dir, { subject, session, day: index + 1 }, options),
      });
  return written;
}

async function writeSession(
  dir: string,
  of: { subject: string; session: string; day: number },
  options: PhantomStudyOptions,
): Promise<string[]> {
  const { seed = "scanferry", slices = 4, sizeVoxels = 32 } = options;
  const files: string[] = [];
  const head = drawVariation(seededRandom(seed, of.subject));
  for (const [index, description] of (
    options.series ?? ["AAHEAD_SCOUT", "T1-MPRAGE", "T2_FLAIR"]
  ).entries()) {
    const number = index + 1;
    const folder = `${of.subject}/${of.session}/${description}_${String(number).padStart(4, "0")}`;
    await mkdir(join(dir, folder), { recursive: true });
    const suffix = description.toUpperCase().includes("T2") ? "T2w" : "T1w";
    const noise = seededRandom(seed, of.subject, of.session, description);
    const maker = { shape: [sizeVoxels, sizeVoxels, slices] as const, suffix, head, noise } as const;
    for (let slice = 0; slice < slices; slice += 1) {
      const path = `${folder}/${String(slice + 1).padStart(4, "0")}.dcm`;
      const image = { ...of, seed, description, number, slice, slices, sizeVoxels };
      await writeFile(join(dir, path), phantomInstance(image, sliceBytes(maker, slice)));
      files.push(path);
    }
  }
  return files;
}
