import { stat } from "node:fs/promises";

import type { KnownItem } from "../journal/known-items.js";
import { compareWithRecord } from "./compare-with-record.js";
import { digestOf, sameHex } from "./digest-of.js";
import type { DownloadContext, Place } from "./download-context.js";
import { refuseOthersPlace } from "./refuse-others-place.js";
import type { FileItem } from "./transfer-item.js";

/** What is planned for a file. */
type Wanted = Pick<FileItem, "id" | "origin" | "sizeBytes" | "expect" | "compare" | "exclusive" | "adopt">;

/** What stands under the real name. */
export interface PresentFile {
  status: "present";
  /** Whether it is what the plan wants, without asking the server. */
  unchanged: boolean;
  bytes: number;
  mtimeMs: number;
  /** What is known of it, where it is still as this engine left it, or where somebody vouched for it. */
  known?: KnownItem;
  /** Whether the journal says so already, its time included. */
  recorded: boolean;
  /** Whether it is sure that it is not what the plan wants: by its length, by a digest, or because it is not as it was left. */
  differs: boolean;
}

/** Looks whether the file is there and, without asking the server, whether it is what the plan wants. */
export async function lookLocally(
  context: DownloadContext,
  place: Place,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<{ status: "absent" } | PresentFile> {
  if (place.absent) return { status: "absent" };
  const found = await stat(place.absolute).catch(() => undefined);
  if (found === undefined || !found.isFile()) return { status: "absent" };
  const { size: bytes, mtimeMs } = found;
  const { expect = {}, sizeBytes } = wanted;
  const resized = sizeBytes !== undefined && sizeBytes !== bytes;
  const mine = wanted.compare !== true && !resized;
  const noted = mine ? await context.known?.find(wanted.id, place.relative) : undefined;
  // A record of the same name and another origin is of another thing.
  const ours = noted?.origin === wanted.origin ? noted : undefined;
  const state =
    ours === undefined
      ? "unknown"
      : await compareWithRecord(ours, { path: place.absolute, bytes, mtimeMs }, context.options, signal);
  const recorded = state === "same";
  const asLeft = recorded || state === "touched";
  const present = (unchanged: boolean, known?: KnownItem, differs = false): PresentFile => ({
    status: "present",
    unchanged,
    bytes,
    mtimeMs,
    recorded,
    differs,
    ...(known === undefined ? {} : { known }),
  });

  if (!asLeft) await refuseOthersPlace(context, wanted, place, { bytes, mtimeMs }, signal);
  if (!mine) return present(false, undefined, resized);
  const known = asLeft
    ? ours
    : noted === undefined
      ? await adopted(context, place, wanted, { bytes, mtimeMs }, signal)
      : undefined;

  for (const algorithm of ["sha256", "md5"] as const) {
    const expected = expect[algorithm];
    if (expected === undefined) continue;
    const digest = known?.[algorithm] ?? (await digestOf(place.absolute, algorithm, signal));
    const same = sameHex(expected, digest);
    return present(same, known, !same);
  }
  if (known === undefined) return present(false, undefined, state === "edited");
  if (expect.etag !== undefined) return present(expect.etag === known.etag, known);
  // Only the length to go by: enough when this engine wrote the file and the server cannot be asked any better.
  const lengthOnly = asLeft && sizeBytes !== undefined && known.etag === undefined;
  return present(lengthOnly, known);
}

/** Asks the item's owner about a file that another tool left. */
async function adopted(
  context: DownloadContext,
  place: Place,
  wanted: Wanted,
  found: { bytes: number; mtimeMs: number },
  signal: AbortSignal,
): Promise<KnownItem | undefined> {
  if (context.options.dryRun === true && context.options.check !== true) return undefined;
  const vouched = await wanted.adopt?.({ path: place.absolute, ...found, signal });
  if (vouched?.etag === undefined && vouched?.lastModified === undefined) return undefined;
  return {
    id: wanted.id,
    ...(wanted.origin === undefined ? {} : { origin: wanted.origin }),
    path: place.relative,
    ...found,
    ...vouched,
    at: new Date(context.now()).toISOString(),
  };
}

/** Enters a file that was found right as it stands, where the journal does not say so yet; gives its record. */
export async function enterFound(
  context: DownloadContext,
  place: Place,
  wanted: Wanted,
  local: PresentFile,
  signal: AbortSignal,
): Promise<KnownItem | undefined> {
  const { options, known: journal } = context;
  if (local.recorded || journal === undefined) return local.known;
  const { expect = {}, id, origin } = wanted;
  const sha256 =
    local.known?.sha256 ??
    (options.sha256 === false ? expect.sha256 : await digestOf(place.absolute, "sha256", signal));
  const record: KnownItem = {
    id,
    ...(origin === undefined ? {} : { origin }),
    path: place.relative,
    bytes: local.bytes,
    at: new Date(context.now()).toISOString(),
    ...(expect.etag === undefined ? {} : { etag: expect.etag }),
    ...local.known,
    ...(expect.md5 === undefined ? {} : { md5: expect.md5.toLowerCase() }),
    ...(sha256 === undefined ? {} : { sha256 }),
    mtimeMs: local.mtimeMs,
  };
  await journal.add(record);
  return record;
}
