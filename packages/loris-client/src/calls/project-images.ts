import type { CallOptions, LorisContext } from "../context.js";
import { apiPath } from "../http/api-path.js";
import { parseShape } from "../http/parse-json.js";
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
 * The server compares days alone, in its own time zone, so the time is compared here again.
 */
export async function* projectImages(
  ctx: LorisContext,
  name: string,
  options: ProjectImagesOptions = {},
): AsyncGenerator<ProjectImage, void, undefined> {
  const { since, signal } = options;
  const query = since === undefined ? {} : { since: dayBefore(since) };
  for await (const { value } of streamList(ctx, apiPath("projects", name, "images"), ["Images"], {
    query,
    signal,
  })) {
    const image = parseShape(projectImageSchema, value, "the project's images");
    if (isSince(since, image.insertTime)) yield image;
  }
}

/** The day before in UTC, as a margin of any time zone. */
function dayBefore(since: Date): string {
  return new Date(since.getTime() - 86_400_000).toISOString().slice(0, 10);
}
