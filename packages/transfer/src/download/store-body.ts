import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

import { isScanferryError } from "../errors/scanferry-error.js";
import { openPartFile } from "../files/part-file.js";
import { partPaths } from "../files/part-path.js";
import type { PartNote } from "../files/part-note.js";
import { ProgressMeter } from "../moving/progress-meter.js";
import type { ByteStream } from "../streams/byte-stream.js";
import { defaultChecks } from "../verify/default-checks.js";
import type { ContentCheck } from "../verify/content-check.js";
import { closeBody } from "./close-body.js";
import type { DownloadContext, Place } from "./download-context.js";
import { fetchedAgain } from "./fetched-again.js";
import { LocalTwin } from "./local-twin.js";
import type { ItemExpectation } from "./transfer-item.js";

/** One body on its way to its place. */
export interface Incoming {
  id: string;
  origin?: string;
  action: string;
  fromByte: number;
  sizeBytes?: number;
  etag?: string;
  lastModified?: string;
  expect: ItemExpectation;
  checks?: readonly ContentCheck[];
  /** Present when a cut part could be continued. */
  note?: PartNote;
  /** The length of the file that stands in its place. */
  localBytes?: number;
  /** Called when the body is verified and is not what stands in its place, right before it takes that place. */
  beforeReplace?: () => Promise<void>;
  body: ByteStream;
}

/** How a body ended: `unchanged` when its bytes are those of the file that stood there, which is then left as it is. */
export interface Stored {
  status: "done" | "unchanged";
  bytes: number;
  sha256?: string;
  etag?: string;
}

/** Writes a body to its part, verifies it, renames it and enters it in the journal. */
export async function storeBody(context: DownloadContext, place: Place, incoming: Incoming): Promise<Stored> {
  const { options, emit, now } = context;
  const { id, origin, fromByte, sizeBytes, expect, note, body } = incoming;
  const size = sizeBytes === undefined ? {} : { sizeBytes };
  emit({ type: "start", id, target: place.relative, action: incoming.action, fromByte, ...size });
  const meter = new ProgressMeter(id, sizeBytes, emit, now, options.progressMs ?? 100);
  const digests = {
    ...(expect.md5 === undefined ? {} : { md5: expect.md5 }),
    ...(expect.sha256 === undefined ? {} : { sha256: expect.sha256 }),
  };
  const file = await openedFor(body, () =>
    openPartFile(place.absolute, {
      fromByte,
      checks: incoming.checks ?? options.checks ?? defaultChecks,
      expect: digests,
      sha256: options.sha256 ?? true,
      ...(note === undefined ? {} : { note }),
      release: (chunk) => body.release?.(chunk),
    }),
  );
  let twin: LocalTwin | undefined;
  try {
    twin = await openedFor(body, () => twinOf(place, incoming));
    for await (const chunk of body) {
      await twin?.write(chunk);
      await file.write(chunk);
      meter.at(file.bytes);
    }
    const same = (await twin?.same()) === true;
    const { mtimeMs = await mtimeOf(place), ...finished } = await file.finish(
      { ...size, ...digests },
      {
        keepOld: same,
        ...(incoming.beforeReplace === undefined ? {} : { beforeReplace: incoming.beforeReplace }),
      },
    );
    const etag = incoming.etag === undefined ? {} : { etag: incoming.etag };
    await context.known?.add({
      id,
      ...(origin === undefined ? {} : { origin }),
      path: place.relative,
      ...finished,
      ...etag,
      ...(incoming.lastModified === undefined ? {} : { lastModified: incoming.lastModified }),
      mtimeMs,
      at: new Date(now()).toISOString(),
    });
    return { ...finished, ...etag, status: same ? "unchanged" : "done" };
  } catch (error) {
    // A part with wrong content (a login page, a damaged file) must not be continued.
    const wrong =
      isScanferryError(error) &&
      (error.code.startsWith("auth/") ||
        (error.code.startsWith("data/") && error.code !== "data/size-mismatch"));
    await (wrong ? file.discard() : file.abandon());
    throw note === undefined ? fetchedAgain(error) : error;
  } finally {
    await twin?.close();
  }
}

async function mtimeOf(place: Place): Promise<number> {
  return (await stat(place.absolute)).mtimeMs;
}

/** Opens a file for a body. Where that fails, the body is given up, or it would hold its connection for ever. */
async function openedFor<T>(body: ByteStream, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    await closeBody(body);
    throw error;
  }
}

/** Opens the file that stands in the body's place, if the two may be equal; what a part holds already is compared at once. */
async function twinOf(place: Place, incoming: Incoming): Promise<LocalTwin | undefined> {
  const { localBytes, sizeBytes, fromByte } = incoming;
  if (localBytes === undefined || (sizeBytes !== undefined && sizeBytes !== localBytes)) return undefined;
  const twin = await LocalTwin.open(place.absolute);
  if (twin === undefined || fromByte === 0) return twin;
  for await (const chunk of createReadStream(partPaths(place.absolute).part, { end: fromByte - 1 }))
    await twin.write(chunk as Buffer);
  return twin;
}
