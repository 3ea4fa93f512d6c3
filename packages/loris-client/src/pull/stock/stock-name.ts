import { nameOf } from "../target-of.js";
import type { PlannedImage } from "../planned-image.js";
import type { ScanTypeRule } from "../scan-type-mapping.js";
import { bidsStem, type Entity } from "./bids-entities.js";

/** Where an image goes in a BIDS dataset. */
export interface StockName {
  /** Label behind `sub-`. */
  subject: string;
  /** Label behind `ses-`. */
  session: string;
  /** `sub-…/ses-…`. */
  sessionFolder: string;
  suffix: string;
  /** Path below the dataset without extension. */
  stem: string;
}

/**
 * Makes a BIDS label: letters and digits stay, all else is dropped (`V1-a_b` becomes `V1ab`). Two labels of the server may become one;
 * that is found before anything is planned.
 */
export function bidsLabel(label: string): string {
  return label.replaceAll(/[^0-9A-Za-z]/g, "");
}

/**
 * The number of an image among those of its session and scan type: LORIS ends file names with it (`demo_587630_V1_t1_002.mnc`), and it
 * stays when images are added. What LORIS made from an image carries that one's number in front of its own (`…_t1_002_t1-defaced_001.mnc`).
 */
function runNumbers(fileName: string): { run?: number; version?: number } {
  const derived = /_(\d{3,})_[^_]+-[^_]+_(\d{3,})\.[^_]+$/.exec(fileName);
  if (derived !== null) return { run: Number(derived[1]), version: Number(derived[2]) };
  const own = /_(\d{3,})\.[^_]+$/.exec(fileName)?.[1];
  return own === undefined ? {} : { run: Number(own) };
}

/** Gives the name of an image under a rule that does not skip it. */
export function stockName(image: PlannedImage, rule: Exclude<ScanTypeRule, { skip: string }>): StockName {
  const [datatype = "", suffix = ""] = rule.bids.split("/");
  const subject = bidsLabel(image.candidate);
  const session = bidsLabel(image.visit);
  const { run = 1, version = 1 } = runNumbers(nameOf(image.link));
  const entities: Partial<Record<Entity, string>> = { ...rule.entities };
  // The second defacing of one image is another image.
  if (version > 1 && entities.rec !== undefined) entities.rec += String(version);
  if (run !== 1) entities.run = String(run);
  const sessionFolder = `sub-${subject}/ses-${session}`;
  const stem = bidsStem({ ...entities, sub: subject, ses: session }, suffix);
  return { subject, session, sessionFolder, suffix, stem: `${sessionFolder}/${datatype}/${stem}` };
}
