import type { Dialect } from "../dialect.js";
import type { LorisImageName, LorisImageOptions, LorisStudyOptions } from "../loris-options.js";
import { bidsNaming } from "./bids-naming.js";
import type { ImageChange } from "./image-changes.js";
import type { LorisCandidate, LorisImage } from "./study-types.js";

/** 2019-05-23T17:48:47Z, an insert time of the recordings. */
export const FIRST_INSERT = 1_558_633_727;

/** What the images of one session have in common, worked out once for all of them. */
export interface SessionOfImages {
  readonly owner: LorisCandidate;
  readonly visit: string;
  readonly visitDate: string;
  readonly mtime: number;
  readonly insertTime: string;
}

/** The session of a candidate; the first one is in 2014 on PREVENT-AD and in 2018 on 28, as recorded. */
export function sessionOf(owner: LorisCandidate, visit: string, dialect: Dialect): SessionOfImages {
  const index = Math.max(0, owner.visits.indexOf(visit));
  const year = (dialect.legacy ? 2014 : 2018) + Math.floor(index / 12);
  const mtime = FIRST_INSERT + index * 86_400;
  return {
    owner,
    visit,
    visitDate: `${String(year)}-${String((index % 12) + 1).padStart(2, "0")}-20`,
    mtime,
    insertTime: insertTime(mtime),
  };
}

/** The file name of a generated image. */
export function generatedName(
  session: SessionOfImages,
  scanType: string,
  run: number,
  dialect: Dialect,
): string {
  const number = String(run).padStart(3, "0");
  return `${dialect.prefix}_${session.owner.id}_${session.visit}_${scanType}_${number}.mnc`;
}

/** All that is known of an image, from its name, what was asked for and what was changed. */
export function makeImage(
  session: SessionOfImages,
  name: LorisImageName,
  options: {
    readonly dialect: Dialect;
    readonly study: LorisStudyOptions;
    readonly extra?: LorisImageOptions | undefined;
    readonly change: ImageChange | undefined;
  },
): LorisImage {
  const { dialect, study, extra, change } = options;
  const { imageBytes = 4096 } = study;
  const naming = bidsNaming(name.scanType, name.run);
  const qc = change?.qc === undefined ? qcOf(name, study, dialect) : change.qc;
  return {
    // Not spread: that takes ten times as long, and there may be a hundred thousand.
    candidate: name.candidate,
    visit: name.visit,
    scanType: name.scanType,
    run: name.run,
    name: name.name,
    owner: session.owner,
    visitDate: session.visitDate,
    insertTime: change?.insertTime ?? session.insertTime,
    outputType: extra?.outputType ?? "native",
    subfolder: extra?.subfolder ?? naming.subfolder,
    bidsName: extra?.bidsName ?? `sub-${name.candidate}_ses-${name.visit}_${naming.suffix}`,
    bytes:
      change?.bytes ?? extra?.bytes ?? (typeof imageBytes === "function" ? imageBytes(name) : imageBytes),
    mtime: change?.mtime ?? session.mtime,
    revision: change?.revision ?? 0,
    qc,
    selected: change?.selected ?? qc === "Pass",
    missing: study.missingImages?.(name) ?? false,
  };
}

/** LORIS writes times with a numeric zone. */
export function insertTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}+00:00`;
}

function qcOf(name: LorisImageName, study: LorisStudyOptions, dialect: Dialect): "Pass" | "Fail" | null {
  if (study.qcStatus !== undefined) return study.qcStatus(name);
  return dialect.legacy ? null : "Pass";
}
