import { projectImages } from "../../calls/project-images.js";
import type { CallOptions, LorisContext } from "../../context.js";
import { present } from "../../schemas/values.js";
import type { PlannedImage } from "../planned-image.js";

/** The images of projects as their lists name them, one project after the other. */
export async function* listedImages(
  ctx: LorisContext,
  projects: readonly string[],
  options: CallOptions & { since?: Date | undefined } = {},
): AsyncGenerator<PlannedImage, void, undefined> {
  for (const project of projects) {
    for await (const image of projectImages(ctx, project, options)) {
      const { candidate, pscid, visit, scanType, link, site, insertTime, visitDate, qcStatus } = image;
      const optional = { site, insertTime, visitDate, qcStatus };
      yield { candidate, pscid, visit, modality: scanType, project, link, ...present(optional) };
    }
  }
}
