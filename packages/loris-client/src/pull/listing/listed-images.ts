import { present } from "@scanferry/transfer";
import { imageRows } from "../../calls/project-images.js";
import type { LorisContext } from "../../context.js";
import { oddImage } from "../odd-image.js";
import type { PlannedImage } from "../planned-image.js";
import type { PlanContext } from "../planner.js";
import { isWithheld } from "./is-withheld.js";

/**
 * The images of projects as their lists name them, one project after the other. A project that does not let this account read its list
 * is left out with a warning.
 *
 * @throws {@link ScanferryError} `auth/forbidden` or `remote/not-found` when that is so for all of them
 */
export async function* listedImages(
  ctx: LorisContext,
  projects: readonly string[],
  { warn, signal }: PlanContext,
): AsyncGenerator<PlannedImage, void, undefined> {
  const unread: string[] = [];
  for (const project of projects) {
    try {
      yield* imagesOf(ctx, project, signal);
    } catch (error) {
      unread.push(project);
      if (!isWithheld(error) || unread.length === projects.length) throw error;
    }
  }
  if (unread.length === 0) return;
  warn(
    `${unread.length} of the ${projects.length} projects do not let this account read the list of their images.`,
    `Their images are missing here: ${unread.join(", ")}. Ask for access, or name the projects that you want.`,
  );
}

async function* imagesOf(
  ctx: LorisContext,
  project: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<PlannedImage, void, undefined> {
  for await (const image of imageRows(ctx, project, { signal })) {
    if ("place" in image) {
      yield oddImage(image, project);
      continue;
    }
    const { candidate, pscid, visit, scanType, link, site, insertTime, visitDate, qcStatus } = image;
    const optional = { site, insertTime, visitDate, qcStatus };
    yield { candidate, pscid, visit, modality: scanType, project, link, ...present(optional) };
  }
}
