import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import type { XnatFile } from "../schemas/xnat-file.js";
import { xnatFileOf } from "../schemas/xnat-file.js";
import type { Place } from "./place-path.js";
import { listPath, placeName } from "./place-path.js";

/** The files of a resource, or of all resources of a place. */
export async function* files(
  ctx: XnatContext,
  place: Place,
  { signal }: CallOptions = {},
): AsyncGenerator<XnatFile, void, undefined> {
  const path = `${await listPath(ctx, place, { signal })}/files`;
  for await (const row of listRows(ctx, path, {
    signal,
    subject: placeName(place),
    project: place.project,
  })) {
    yield xnatFileOf(row, ctx.version.line);
  }
}
