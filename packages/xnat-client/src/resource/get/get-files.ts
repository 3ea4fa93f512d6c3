import type { TransferResult } from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import type { PullOptions } from "../../pull/pull-options.js";
import { pull } from "../../pull/pull.js";
import type { PutPlace } from "../put-options.js";

/** How files are brought. */
export type GetFilesOptions = Omit<PullOptions, "layout" | "files" | "as" | "scans" | "resources">;

/**
 * Brings a resource, or some of its files, into the folder `DIR/LABEL`, and keeps that up to date.
 *
 * @param names Paths below the resource, folders (`sub/`), or patterns with `*` and `?`; without any, all files.
 * @throws {@link ScanferryError} `remote/not-found` for the place, and as {@link pull}
 */
export function getFiles(
  ctx: XnatContext,
  place: PutPlace,
  dir: string,
  names: readonly string[],
  options: GetFilesOptions = {},
): AsyncGenerator<TransferResult, void, undefined> {
  const files = names.length === 0 ? {} : { files: names };
  return pull(ctx, place, dir, { ...options, ...files, layout: "{resource}" });
}
