import { download, type DownloadOptions, type TransferItem, type TransferResult } from "@scanferry/transfer";
import { files } from "../../calls/files.js";
import { placeName } from "../../calls/place-path.js";
import type { XnatContext } from "../../context.js";
import { openXnatFile } from "../../http/open-xnat-file.js";
import { diskPath } from "../../pull/names/disk-path.js";
import { pull } from "../../pull/pull.js";
import type { PutPlace } from "../put-options.js";
import { NameMatcher } from "../server/name-matcher.js";
import { noFile } from "../server/resource-errors.js";

/** How files are brought. */
export type GetFilesOptions = DownloadOptions;

/** Where a resource's files go: into a folder of its name. */
const layout = "{resource}";

/**
 * Brings a resource, or some of its files, into the folder `DIR/LABEL`, and keeps that up to date.
 *
 * @param names Paths below the resource, folders (`sub/`), or patterns with `*` and `?`; without any, all files.
 * @throws {@link ScanferryError} `remote/not-found` for the resource, and as {@link download}
 */
export async function* getFiles(
  ctx: XnatContext,
  place: PutPlace,
  dir: string,
  names: readonly string[],
  options: GetFilesOptions = {},
): AsyncGenerator<TransferResult, void, undefined> {
  if (names.length === 0) {
    yield* pull(ctx, place, dir, { ...options, layout });
    return;
  }
  yield* download(someFiles(ctx, place, names, options), dir, {
    renew: ({ signal }) => ctx.renew({ signal }),
    now: ctx.now,
    sleep: ctx.sleep,
    random: ctx.random,
    retries: ctx.retries,
    ...options,
  });
}

async function* someFiles(
  ctx: XnatContext,
  place: PutPlace,
  names: readonly string[],
  { signal }: DownloadOptions,
): AsyncGenerator<TransferItem, void, undefined> {
  const matcher = new NameMatcher(names);
  for await (const { path, uri, sizeBytes, md5 } of files(ctx, place, { signal })) {
    if (!matcher.meets(path)) continue;
    yield {
      id: `${placeName(place)}/${path}`,
      target: `${place.resource}/${diskPath(path)}`,
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      ...(md5 === undefined ? {} : { expect: { md5 } }),
      open: openXnatFile(ctx, uri, { sizeBytes, project: place.project }),
    };
  }
  for (const name of matcher.unmet) {
    const id = `${placeName(place)}/${name}`;
    yield { kind: "settled", id, target: `${place.resource}/${name}`, status: "failed", error: noFile(id) };
  }
}
