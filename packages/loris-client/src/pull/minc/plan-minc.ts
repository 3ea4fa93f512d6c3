import { HashTable } from "@scanferry/transfer";
import { z } from "zod";

import { candidate } from "../../calls/candidate.js";
import { visit } from "../../calls/visit.js";
import type { LorisContext } from "../../context.js";
import { getJson } from "../../http/get-json.js";
import { linkPath } from "../../http/link-path.js";
import { checkOwner } from "../check-owner.js";
import { nameOf, targetOf } from "../target-of.js";
import { failedItem } from "../failed-item.js";
import type { PlannedImage } from "../planned-image.js";
import type { PlannedItem, PullRun, SelectedImages } from "../planner.js";
import { jsonItem } from "./json-item.js";
import { imageItem } from "../image-item.js";
import { nativeImage } from "../native-image.js";
import { oddItem } from "../odd-image.js";

/**
 * Plans the images as LORIS stores them (MINC, as a rule): `CAND/candidate.json`, `CAND/VISIT/session.json`, `CAND/VISIT/FILE.mnc` and
 * `FILE.mnc.qc.json`, for candidates and visits that have a selected image. Everything comes from the project's list of images, because the
 * list of a visit names no visit (wire/loris.md §4).
 */
export async function* planMinc(
  ctx: LorisContext,
  selected: SelectedImages,
  run: PullRun,
): AsyncGenerator<PlannedItem, void, undefined> {
  const seen = new HashTable();
  const isFirst = (key: string): boolean => {
    if (seen.get(key) !== undefined) return false;
    seen.set(key, 1);
    return true;
  };
  for await (const image of selected.images()) {
    if (image.odd !== undefined) {
      yield oddItem(image);
      continue;
    }
    if (isFirst(image.candidate)) yield candidateItem(ctx, image);
    if (isFirst(`${image.candidate}\0${image.visit}`)) yield sessionItem(ctx, image);
    yield* imageItems(ctx, image, run);
  }
}

/** Plans one thing; a name that cannot be a file fails alone. */
function planned(id: string, plan: () => PlannedItem): PlannedItem {
  try {
    return plan();
  } catch (error) {
    return failedItem(id, error);
  }
}

function candidateItem(ctx: LorisContext, { candidate: id }: PlannedImage): PlannedItem {
  const name = `/candidates/${id}`;
  return planned(name, () =>
    jsonItem(name, targetOf(id, "candidate.json"), async (signal) => {
      return (await candidate(ctx, id, { signal })).fields;
    }),
  );
}

function sessionItem(ctx: LorisContext, image: PlannedImage): PlannedItem {
  const name = `/candidates/${image.candidate}/${image.visit}`;
  return planned(name, () =>
    jsonItem(name, targetOf(image.candidate, image.visit, "session.json"), async (signal) => {
      return (await visit(ctx, image, { signal })).fields;
    }),
  );
}

function* imageItems(
  ctx: LorisContext,
  image: PlannedImage,
  run: PullRun,
): Generator<PlannedItem, void, undefined> {
  const { candidate: id, visit: label, link } = image;
  yield planned(link, () => {
    checkOwner(link, image);
    return imageItem(run, {
      id: link,
      target: targetOf(id, label, nameOf(link)),
      ...nativeImage(ctx, link),
    });
  });
  if (run.options.qc === false) return;
  const what = "the image's quality control";
  yield planned(`${link}/qc`, () => {
    checkOwner(link, image);
    return jsonItem(`${link}/qc`, targetOf(id, label, `${nameOf(link)}.qc.json`), (signal) =>
      getJson(ctx, `${linkPath(link)}/qc`, z.unknown(), { signal, what, subject: link }),
    );
  });
}
