import { isScanferryError, type FileItem } from "@scanferry/transfer";

import { openFile } from "../../http/open-file.js";
import type { LorisContext } from "../../context.js";
import { imageItem } from "../image-item.js";
import { nativeImage } from "../native-image.js";
import type { PlannedImage } from "../planned-image.js";
import type { OptionalItem, PlannedItem, PullRun } from "../planner.js";
import type { StockName } from "./stock-name.js";

/** What the plan learns while its items are fetched. */
export interface Formats {
  /** The server answered that it has no NIfTI at all, which LORIS before 24.1 does. */
  unsupported: boolean;
}

/**
 * The files of one image: the NIfTI image, the JSON beside it and, for diffusion, b-values and b-vectors. LORIS has these formats since
 * 24.1, and answers 404 for those that an image lacks; the image is kept without them.
 */
export function* imageFiles(
  ctx: LorisContext,
  { link }: PlannedImage,
  { suffix, stem }: StockName,
  run: PullRun,
  formats: Formats,
): Generator<PlannedItem, void, undefined> {
  yield nifti(ctx, link, stem, run, formats);
  const extras = [
    ["bidsjson", ".json"],
    ...(suffix === "dwi"
      ? [
          ["bval", ".bval"],
          ["bvec", ".bvec"],
        ]
      : []),
  ];
  for (const [format = "", extension = ""] of extras) {
    const item: OptionalItem = {
      ...imageItem(run, formatItem(ctx, link, format, stem + extension)),
      optional: true,
    };
    yield item;
  }
}

function nifti(ctx: LorisContext, link: string, stem: string, run: PullRun, formats: Formats): FileItem {
  // Since 24, LORIS may keep NIfTI itself, and has nothing to convert then.
  const native = /\.nii(\.gz)?$/i.exec(link)?.[0].toLowerCase();
  if (native !== undefined)
    return imageItem(run, { id: link, target: stem + native, ...nativeImage(ctx, link) });
  const item = formatItem(ctx, link, "nifti", `${stem}.nii.gz`);
  return imageItem(run, {
    ...item,
    async open(request) {
      try {
        return await item.open(request);
      } catch (error) {
        if (isScanferryError(error) && error.details?.["status"] === 415) formats.unsupported = true;
        throw error;
      }
    },
  });
}

function formatItem(ctx: LorisContext, link: string, format: string, target: string): FileItem {
  const address = `${link}/format/${format}`;
  // At the time of asking: a link that leads elsewhere fails alone.
  return { id: address, target, open: (request) => openFile(ctx, address)(request) };
}
