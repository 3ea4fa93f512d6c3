import type { CallOptions, LorisContext } from "../context.js";
import { apiPath } from "../http/api-path.js";
import { parseRow, type OddRow } from "../http/odd-row.js";
import { streamList } from "../http/stream-list.js";
import type { ProjectImage } from "../schemas/image.js";
import { projectImageSchema } from "../schemas/image.js";
import { isSince } from "./is-since.js";

/** Which images of a project are listed. */
export interface ProjectImagesOptions extends CallOptions {
  /** Only images that the server took in at this time or later. */
  readonly since?: Date | undefined;
}

/**
 * The images of a project that the account may see; an empty list may mean that it may see none.
 * Of `since` it is known that a day filters (v28; wire/loris.md, 4), and nothing of hours and time zones: a day more is asked for, and the
 * time is compared here.
 */
export async function* projectImages(
  ctx: LorisContext,
  name: string,
  options: ProjectImagesOptions = {},
): AsyncGenerator<ProjectImage, void, undefined> {
  for await (const row of imageRows(ctx, name, options)) {
    if ("place" in row) throw row.error;
    yield row;
  }
}

/** The same list with the rows that do not fit, which are the caller's to judge. */
export async function* imageRows(
  ctx: LorisContext,
  name: string,
  options: ProjectImagesOptions = {},
): AsyncGenerator<ProjectImage | OddRow, void, undefined> {
  const { since, signal } = options;
  const query = since === undefined ? {} : { since: dayBefore(since) };
  for await (const value of streamList(ctx, apiPath("projects", name, "images"), ["Images"], {
    query,
    signal,
  })) {
    const image = parseRow(projectImageSchema, value, "the project's images");
    if ("place" in image || isSince(since, image.insertTime)) yield image;
  }
}

/** The day before in UTC, as a margin of any time zone. */
function dayBefore(since: Date): string {
  return new Date(since.getTime() - 86_400_000).toISOString().slice(0, 10);
}
