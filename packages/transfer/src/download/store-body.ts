import { stat } from "node:fs/promises";

import { isScanferryError } from "../errors/scanferry-error.js";
import { openPartFile } from "../files/part-file.js";
import type { PartNote } from "../files/part-note.js";
import { ProgressMeter } from "../moving/progress-meter.js";
import { defaultChecks } from "../verify/default-checks.js";
import type { ContentCheck } from "../verify/content-check.js";
import type { DownloadContext, Place } from "./download-context.js";
import type { ItemExpectation } from "./transfer-item.js";

/** One body on its way to its place. */
export interface Incoming {
  id: string;
  fromByte: number;
  sizeBytes?: number;
  etag?: string;
  lastModified?: string;
  expect: ItemExpectation;
  checks?: readonly ContentCheck[];
  /** Present when a cut part could be continued. */
  note?: PartNote;
  body: AsyncIterable<Uint8Array>;
}

/** Writes a body to its part, verifies it, renames it and enters it in the journal. */
export async function storeBody(
  context: DownloadContext,
  place: Place,
  incoming: Incoming,
): Promise<{ bytes: number; sha256?: string }> {
  const { options, emit, now } = context;
  const { id, fromByte, sizeBytes, expect, note } = incoming;
  const size = sizeBytes === undefined ? {} : { sizeBytes };
  emit({ type: "start", id, target: place.relative, action: "download", fromByte, ...size });
  const meter = new ProgressMeter(id, sizeBytes, emit, now, options.progressMs ?? 100);
  const digests = {
    ...(expect.md5 === undefined ? {} : { md5: expect.md5 }),
    ...(expect.sha256 === undefined ? {} : { sha256: expect.sha256 }),
  };
  const file = await openPartFile(place.absolute, {
    fromByte,
    checks: incoming.checks ?? options.checks ?? defaultChecks,
    expect: digests,
    sha256: options.sha256 ?? true,
    ...(note === undefined ? {} : { note }),
  });
  try {
    for await (const chunk of incoming.body) {
      await file.write(chunk);
      meter.at(file.bytes);
    }
    const finished = await file.finish({ ...size, ...digests });
    const { mtimeMs } = await stat(place.absolute);
    await context.known?.add({
      id,
      path: place.relative,
      ...finished,
      ...(incoming.etag === undefined ? {} : { etag: incoming.etag }),
      ...(incoming.lastModified === undefined ? {} : { lastModified: incoming.lastModified }),
      mtimeMs,
      at: new Date(now()).toISOString(),
    });
    return finished;
  } catch (error) {
    // A part with wrong content (a login page, a damaged file) must not be continued.
    const wrong =
      isScanferryError(error) &&
      (error.code.startsWith("auth/") ||
        (error.code.startsWith("data/") && error.code !== "data/size-mismatch"));
    await (wrong ? file.discard() : file.abandon());
    throw error;
  }
}
