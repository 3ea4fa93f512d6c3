import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import type { XnatFile } from "../schemas/xnat-file.js";
import { xnatFileOf } from "../schemas/xnat-file.js";
import type { Place } from "./place-path.js";
import { listPath, placeName } from "./place-path.js";
import { resources } from "./resources.js";

/**
 * The files of a resource, or of all resources of a place.
 *
 * @throws {@link ScanferryError} `remote/not-found` also for a resource that is not there: XNAT answers with an empty list
 */
export async function* files(
  ctx: XnatContext,
  place: Place,
  { signal }: CallOptions = {},
): AsyncGenerator<XnatFile, void, undefined> {
  const { project, resource, ...above } = place;
  const subject = placeName(place);
  const path = `${await listPath(ctx, place, { signal })}/files`;
  let any = false;
  for await (const row of listRows(ctx, path, { signal, subject, project })) {
    any = true;
    yield xnatFileOf(row, ctx.version.line);
  }
  if (any || resource === undefined) return;
  for await (const { id, label } of resources(ctx, { ...above, project }, { signal }))
    if (label === resource || id === resource) return;
  throw new ScanferryError("remote/not-found", "There is no such resource here.", {
    hint: "Capital letters count. The list of resources has their labels and numbers.",
    subject,
  });
}
