import { ScanferryError, changedError, isScanferryError } from "@scanferry/transfer";
import { listPath } from "../../calls/place-path.js";
import { resources } from "../../calls/resources.js";
import type { CallOptions, XnatContext } from "../../context.js";
import { requestPath } from "../../http/request-path.js";
import type { PutPlace } from "../put-options.js";
import { writeError } from "../server/write-error.js";
import type { PutOptions } from "../put-options.js";
import { putName } from "./put-name.js";
import { resolvePlace } from "./resolve-place.js";

/** A resource that files go to, looked at. */
export interface PutTarget {
  /** What it is called in results: the labels of its place and its own. */
  readonly name: string;
  /** Its path below the server's root, encoded. */
  readonly path: string;
  /** The project, where it was named. */
  readonly project: string | undefined;
  /** Whether the server has it. */
  readonly exists: boolean;
}

interface FindOptions extends CallOptions {
  /** Whether a name may be the number of a resource with another label, where no label fits. @default false */
  readonly byNumber?: boolean;
}

/**
 * Looks for a place and for its resource; nothing is written.
 *
 * @throws {@link ScanferryError} `remote/not-found` for the place, `input/invalid` for a new label that is another resource's number, `auth/*`, `net/*`
 */
export async function findTarget(
  ctx: XnatContext,
  place: PutPlace,
  { signal, byNumber = false }: FindOptions = {},
): Promise<PutTarget> {
  const { resource, ...above } = await resolvePlace(ctx, place, { signal });
  const name = putName(place);
  try {
    let labelled: string | undefined;
    let isNumber = false;
    for await (const { id, label } of resources(ctx, above, { signal })) {
      if (label === resource) labelled ??= id;
      else isNumber ||= id === resource;
    }
    if (labelled === undefined && isNumber && !byNumber) throw othersNumber(name);
    // XNAT takes a name for either: of a label that is another's number, only its own number says which is meant.
    const called = isNumber && labelled !== undefined ? labelled : resource;
    const path = `${await listPath(ctx, above, { signal })}${requestPath("resources", called)}`;
    return { name, path, project: place.project, exists: labelled !== undefined || isNumber };
  } catch (error) {
    // An accession ID says nothing to who gave labels.
    throw isScanferryError(error) ? changedError(error, { subject: name }) : error;
  }
}

/**
 * Makes a resource before its files are sent: XNAT makes one for each file that finds none, and so may make two of a label where several come
 * at once; and it says here, not in silence, that the account may not write.
 *
 * @throws {@link ScanferryError} `auth/forbidden`, `remote/*`, `net/*`
 */
export async function makeResource(
  ctx: XnatContext,
  target: PutTarget,
  { format, content, tags, signal }: PutOptions,
): Promise<void> {
  if (target.exists) return;
  const { status, headers, text } = await ctx.http.api("PUT", target.path, {
    query: { format, content, tags },
    ...(signal === undefined ? {} : { signal }),
  });
  // 409: somebody else has made it meanwhile (recorded on 1.6.4).
  if (status === 409 || (status >= 200 && status <= 299)) return;
  throw writeError(ctx, { status, headers }, text, target);
}

function othersNumber(subject: string): ScanferryError {
  return new ScanferryError("input/invalid", "The label is the number of another resource here.", {
    hint: "XNAT would put the files there. Name that resource by its own label, or give the new one a label with a letter.",
    subject,
  });
}
