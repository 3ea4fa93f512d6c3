import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PhantomSuffix } from "./contrast.js";
import type { Shape } from "./nifti-header.js";
import { seededRandom } from "./seeded-random.js";
import { writePhantomImage } from "./write-phantom-image.js";

/** What the synthetic dataset holds. */
export interface PhantomDatasetOptions {
  /** How many, or their labels without `sub-`. @default 4 */
  readonly participants?: number | readonly string[];
  /** Session labels without `ses-`; no session level when left out. */
  readonly sessions?: readonly string[];
  /** How many participants at the end have a T2w image only. @default 0 */
  readonly withoutT1w?: number;
  /** Whether everyone has a T2w image beside the T1w one. @default false */
  readonly withT2w?: boolean;
  /** `bids`, or `plain` (`subj1/anat/subj1_T1w.nii.gz`, nothing else). @default "bids" */
  readonly layout?: "bids" | "plain";
  /** Voxels per edge, or along right, front and top. @default 64 */
  readonly sizeVoxels?: number | Shape;
  /** Same seed, same bytes. @default "scanferry" */
  readonly seed?: string;
  /** Write `.nii` instead of `.nii.gz`. @default false */
  readonly uncompressed?: boolean;
}

/** One participant of the synthetic dataset. */
export interface PhantomParticipant {
  /** The folder's name: `sub-01` or `subj1`. */
  readonly label: string;
  /** Images, relative to the dataset, POSIX. */
  readonly images: readonly { readonly path: string; readonly sizeBytes: number }[];
}

/**
 * Writes a synthetic dataset of phantom heads, so that demos and tests need nobody's data.
 *
 * @param dir - made when it is missing
 * @example
 * ```ts
 * const people = await writePhantomDataset("./phantoms", { participants: 3, sizeVoxels: 48 });
 * console.log(people.map((one) => one.label)); // ["sub-01", "sub-02", "sub-03"]
 * ```
 */
export async function writePhantomDataset(
  dir: string,
  options: PhantomDatasetOptions = {},
): Promise<PhantomParticipant[]> {
  const plain = options.layout === "plain";
  const labels = participantLabels(options.participants ?? 4, plain);
  await mkdir(dir, { recursive: true });
  if (!plain) await writeTables(dir, labels, options.seed ?? "scanferry");
  const people: PhantomParticipant[] = [];
  for (const [index, label] of labels.entries()) {
    const t2wOnly = index >= labels.length - (options.withoutT1w ?? 0);
    const suffixes: PhantomSuffix[] = t2wOnly ? ["T2w"] : options.withT2w === true ? ["T1w", "T2w"] : ["T1w"];
    people.push(await writeParticipant(dir, label, suffixes, options));
  }
  return people;
}

async function writeParticipant(
  dir: string,
  label: string,
  suffixes: readonly PhantomSuffix[],
  options: PhantomDatasetOptions,
): Promise<PhantomParticipant> {
  const size = options.sizeVoxels ?? 64;
  const shape: Shape = typeof size === "number" ? [size, size, size] : size;
  // A head is some 24 cm long, whatever the number of voxels.
  const voxelMm = 240 / Math.max(...shape);
  const images: { path: string; sizeBytes: number }[] = [];
  for (const session of options.sessions ?? [undefined]) {
    const folder = session === undefined ? `${label}/anat` : `${label}/ses-${session}/anat`;
    await mkdir(join(dir, folder), { recursive: true });
    const stem = session === undefined ? label : `${label}_ses-${session}`;
    for (const suffix of suffixes) {
      const base = `${folder}/${stem}_${suffix}`;
      const path = `${base}.nii${options.uncompressed === true ? "" : ".gz"}`;
      const seed = `${options.seed ?? "scanferry"} ${session ?? ""}`;
      const sizeBytes = await writePhantomImage({
        suffix,
        shape,
        voxelMm,
        seed,
        head: label,
        path: join(dir, path),
      });
      if (options.layout !== "plain") await writeJson(join(dir, `${base}.json`), sidecar(suffix));
      images.push({ path, sizeBytes });
    }
  }
  return { label, images };
}

function participantLabels(given: number | readonly string[], plain: boolean): string[] {
  if (typeof given !== "number") return given.map((label) => (plain ? label : `sub-${label}`));
  const digits = Math.max(2, String(given).length);
  return Array.from({ length: given }, (_, index) =>
    plain ? `subj${String(index + 1)}` : `sub-${String(index + 1).padStart(digits, "0")}`,
  );
}

async function writeTables(dir: string, labels: readonly string[], seed: string): Promise<void> {
  await writeJson(join(dir, "dataset_description.json"), {
    Name: "Scanferry phantom heads",
    BIDSVersion: "1.10.0",
    DatasetType: "raw",
    License: "CC0",
    Authors: ["Scanferry sandbox"],
    GeneratedBy: [{ Name: "@scanferry/sandbox" }],
  });
  await writeFile(
    join(dir, "README"),
    "Made-up heads, computed by @scanferry/sandbox. Nobody was scanned.\n",
  );
  const random = seededRandom(seed, "participants");
  const rows = labels.map(
    (label) => `${label}\t${String(20 + Math.floor(random() * 40))}\t${random() < 0.5 ? "F" : "M"}`,
  );
  await writeFile(join(dir, "participants.tsv"), `participant_id\tage\tsex\n${rows.join("\n")}\n`);
  await writeJson(join(dir, "participants.json"), {
    age: { Description: "made up", Units: "year" },
    sex: { Description: "made up", Levels: { F: "female", M: "male" } },
  });
}

function sidecar(suffix: PhantomSuffix): Record<string, unknown> {
  const t1w = suffix === "T1w";
  return {
    Modality: "MR",
    MagneticFieldStrength: 3,
    Manufacturer: "Scanferry",
    ManufacturersModelName: "Phantom",
    SeriesDescription: `${suffix} phantom`,
    RepetitionTime: t1w ? 2.3 : 3.2,
    EchoTime: t1w ? 0.00298 : 0.408,
    FlipAngle: t1w ? 9 : 120,
  };
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
