import type { OnTransferEvent } from "@scanferry/transfer";

import type { CallOptions, LorisContext } from "../context.js";
import { checkOptions } from "./check-options.js";
import { planPull } from "./plan-pull.js";
import type { PlannedImage } from "./planned-image.js";
import type { PullOptions } from "./pull-options.js";

/** Which images {@link LorisClient.images} lists: the filters of a pull, with the same meaning. */
export interface ListImagesOptions
  extends
    CallOptions,
    Pick<
      PullOptions,
      "type" | "modalities" | "modalityMatch" | "visits" | "candidates" | "project" | "site" | "since"
    > {
  /** Gets warnings, e.g. that the account may see no images. */
  onEvent?: OnTransferEvent;
}

/**
 * The images that a pull with the same filters would bring, out of the same list: that of the BIDS endpoint where there is one.
 *
 * @throws {@link ScanferryError} `input/invalid` for a filter's value that the server does not know
 */
export async function* listImages(
  ctx: LorisContext,
  options: ListImagesOptions = {},
): AsyncGenerator<PlannedImage, void, undefined> {
  const { signal, onEvent, ...filters } = options;
  checkOptions(filters);
  const warn = (message: string, hint?: string): void =>
    onEvent?.({ type: "warning", message, ...(hint === undefined ? {} : { hint }) });
  const plan = await planPull(ctx, filters, { warn, signal });
  try {
    yield* plan.selection.images();
  } finally {
    await plan.close();
  }
}
