import { join } from "node:path";
import { HashTable, ScanferryError } from "@scanferry/transfer";

import type { LorisContext } from "../../context.js";
import { checkOwner } from "../check-owner.js";
import { failedItem } from "../failed-item.js";
import { isFile } from "../is-file.js";
import { oddItem } from "../odd-image.js";
import type { PlannedImage } from "../planned-image.js";
import type { PlannedItem, PullRun, SelectedImages } from "../planner.js";
import type { ScanTypeRule } from "../scan-type-mapping.js";
import { DistinctValues } from "../selection/distinct-values.js";
import { isFiltered } from "../selection/image-filters.js";
import { ruleChooser } from "./choose-rule.js";
import { datasetFiles } from "./dataset-files.js";
import { earlierFiles } from "./earlier-sessions.js";
import { imageFiles, type Formats } from "./image-files.js";
import { NameClashes } from "./name-clashes.js";
import { participantsTable } from "./participants-table.js";
import { scansTable } from "./scans-table.js";
import { stockName } from "./stock-name.js";

type ChooseRule = (scanType: string) => ScanTypeRule | undefined;

/**
 * Plans a BIDS dataset out of the images and formats of a stock LORIS (24.1 to 28), which has no BIDS endpoint: each scan type gets a name by
 * the user's mapping or the built-in one, the tables follow what stands on disk. A name depends on the image alone, so that it stays when
 * images are added.
 *
 * @throws {@link ScanferryError} `remote/refused` for a server that is too old
 */
export async function* planStockBids(
  ctx: LorisContext,
  selected: SelectedImages,
  run: PullRun,
): AsyncGenerator<PlannedItem, void, undefined> {
  if (ctx.legacy) throw tooOld();
  const choose = ruleChooser(run.options.mapping);
  const { clashes, projects } = await look(selected, choose, run);
  if (selected.count === 0) return;
  yield* datasetFiles(ctx, projects, run);
  const sessions = new HashTable();
  const formats: Formats = { unsupported: false };
  for await (const image of selected.images()) {
    yield* itemsOf(ctx, image, { choose, clashes, sessions, formats, run });
    if (formats.unsupported) throw tooOld();
  }
  yield { barrier: true };
  const tables = new HashTable();
  for await (const image of selected.images()) {
    if (image.odd !== undefined) continue;
    const rule = choose(image.modality);
    if (rule === undefined || "skip" in rule) continue;
    const { sessionFolder } = stockName(image, rule);
    if (sessions.get(sessionFolder) === undefined || tables.get(sessionFolder) !== undefined) continue;
    tables.set(sessionFolder, 1);
    const table = await scansTable(sessionFolder, run);
    if (table !== undefined) yield table;
  }
  const participants = await participantsTable(ctx, run);
  if (participants !== undefined) yield participants;
}

/** What one reading of the selection tells. */
interface Overview {
  clashes: NameClashes;
  /** Names of the projects that have a selected image. */
  projects: string;
}

/** Reads the selection to find clashes of names, and warns of scan types without one. */
async function look(selected: SelectedImages, choose: ChooseRule, run: PullRun): Promise<Overview> {
  const clashes = new NameClashes();
  const unknown = new DistinctValues();
  const projects = new DistinctValues();
  const unseen = new Map(
    Object.keys(run.options.mapping ?? {}).map((scanType) => [scanType.toLowerCase(), scanType]),
  );
  let count = 0;
  for await (const image of selected.images()) {
    if (image.odd !== undefined) continue;
    projects.add(image.project);
    unseen.delete(image.modality.toLowerCase());
    const rule = choose(image.modality);
    if (rule === undefined) {
      unknown.add(image.modality);
      count++;
    } else if (!("skip" in rule)) clashes.add(image, stockName(image, rule));
  }
  await clashes.addEarlier(earlierFiles(run.root), (path) => isFile(join(run.root, path)));
  if (count > 0) {
    run.warn(
      `${count} images have a scan type without a BIDS name and are left out: ${unknown.toString()}.`,
      'Name them with a mapping, e.g. {"my-t1": "anat/T1w"} (--mapping FILE), or bring them with type minc.',
    );
  }
  // A part of the study may well lack what the mapping is also for.
  if (unseen.size > 0 && selected.count > 0 && !isFiltered(run.options)) {
    run.warn(
      `The mapping names scan types that no image has: ${[...unseen.values()].join(", ")}.`,
      "Check their spelling.",
    );
  }
  return { clashes, projects: projects.toString() };
}

function* itemsOf(
  ctx: LorisContext,
  image: PlannedImage,
  plan: { choose: ChooseRule; clashes: NameClashes; sessions: HashTable; formats: Formats; run: PullRun },
): Generator<PlannedItem, void, undefined> {
  if (image.odd !== undefined) {
    yield oddItem(image);
    return;
  }
  const { link: id, modality } = image;
  const rule = plan.choose(modality);
  if (rule === undefined || "skip" in rule) {
    yield { id, target: "", skipped: leftOut(rule, image) };
    return;
  }
  const name = stockName(image, rule);
  const failed = plan.clashes.errorOf(image, name);
  if (failed !== undefined) {
    yield { id, target: "", failed };
    return;
  }
  try {
    checkOwner(id, image);
  } catch (error) {
    yield failedItem(id, error);
    return;
  }
  plan.sessions.set(name.sessionFolder, 1);
  yield* imageFiles(ctx, image, name, plan.run, plan.formats);
}

/** What a rule leaves out is left out on purpose: no fault, and nothing to be done about it. */
function leftOut(rule: { skip: string } | undefined, { link, modality }: PlannedImage): ScanferryError {
  const why = rule === undefined ? "no BIDS name is known for it" : rule.skip;
  return new ScanferryError(
    "input/invalid",
    `An image of the scan type “${modality}” was left out: ${why}.`,
    rule === undefined
      ? { hint: "Name the scan type with a mapping to bring its images.", subject: link }
      : { subject: link, details: { onPurpose: true } },
  );
}

function tooOld(): ScanferryError {
  return new ScanferryError(
    "remote/refused",
    "This LORIS cannot hand out BIDS: it has neither a BIDS endpoint nor NIfTI files.",
    {
      hint: "LORIS has NIfTI, JSON, b-values and b-vectors since 24.1. Bring the images as they are, with type minc.",
    },
  );
}
