import { throwIfAborted } from "../errors/aborted.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import { toScanferryError } from "../errors/to-scanferry-error.js";
import type { OnTransferEvent } from "../events/transfer-event.js";
import type { TransferResult } from "../events/transfer-result.js";
import type { KnownItems } from "../journal/known-items.js";
import { ProgressMeter } from "../moving/progress-meter.js";
import type { Renewal } from "../moving/renewal.js";
import { tryItem } from "../moving/try-item.js";
import { countedBody } from "../streams/counted-body.js";
import { checkReceipt } from "./check-receipt.js";
import { HashBody } from "./hash-body.js";
import type { UploadItem, UploadReceipt, UploadSink } from "./upload-item.js";
import type { UploadOptions } from "./upload.js";

/** What all items of one upload share. */
export interface UploadContext {
  options: UploadOptions;
  known: KnownItems | undefined;
  renewal: Renewal | undefined;
  emit: OnTransferEvent;
  now: () => number;
}

const action = "upload";

/** Sends one item. */
export async function uploadFile(
  context: UploadContext,
  item: UploadItem,
  signal: AbortSignal,
): Promise<TransferResult> {
  const { options, known, renewal, emit } = context;
  const { id, target, fingerprint } = item;
  const record = fingerprint === undefined ? undefined : await known?.find(id, target);
  if (record !== undefined && record.fingerprint === fingerprint) {
    return { id, target, action, status: "unchanged", bytes: record.bytes };
  }
  if (options.dryRun === true) return { id, target, action, status: "planned", bytes: item.sizeBytes ?? 0 };
  return tryItem(id, () => send(context, item, signal), {
    options: item.repeatable === false ? { ...options, retries: 0 } : options,
    signal,
    renewal: item.repeatable === false ? undefined : renewal,
    emit,
  });
}

async function send(context: UploadContext, item: UploadItem, signal: AbortSignal): Promise<TransferResult> {
  const { now } = context;
  const { id, target, sizeBytes } = item;
  throwIfAborted(signal);
  const sink = await item.put({ signal, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
  if ("unchanged" in sink) {
    const etag = sink.etag === undefined ? {} : { etag: sink.etag };
    return { id, target, action, status: "unchanged", bytes: sizeBytes ?? 0, ...etag };
  }
  try {
    const { hashed, receipt } = await stream(context, item, sink, signal);
    const { bytes, md5, sha256 } = hashed;
    const digests = { ...(md5 === undefined ? {} : { md5 }), ...(sha256 === undefined ? {} : { sha256 }) };
    const etag = receipt.etag === undefined ? {} : { etag: receipt.etag };
    const fingerprint = item.fingerprint === undefined ? {} : { fingerprint: item.fingerprint };
    await context.known?.add({
      id,
      path: target,
      bytes,
      ...digests,
      ...etag,
      ...fingerprint,
      at: new Date(now()).toISOString(),
    });
    const sum = sha256 === undefined ? {} : { sha256 };
    return { id, target: receipt.target ?? target, action, status: "done", bytes, ...sum, ...etag };
  } catch (error) {
    await sink.abort?.().catch(() => undefined);
    throw toScanferryError(error);
  }
}

async function stream(
  context: UploadContext,
  item: UploadItem,
  sink: UploadSink,
  signal: AbortSignal,
): Promise<{ hashed: ReturnType<HashBody["sent"]>; receipt: UploadReceipt }> {
  const { options, emit, now } = context;
  const { id, target, sizeBytes } = item;
  const offset = sink.offsetBytes ?? 0;
  if (sizeBytes !== undefined && offset > sizeBytes) {
    throw new ScanferryError(
      "remote/conflict",
      "The server has more bytes of this upload than the file has.",
      {
        hint: "The file changed since the upload was begun. Start it again.",
      },
    );
  }
  const size = sizeBytes === undefined ? {} : { sizeBytes };
  emit({ type: "start", id, target, action, fromByte: offset, ...size });
  const meter = new ProgressMeter(id, sizeBytes, emit, now, options.progressMs ?? 100);
  const hash = new HashBody(item.digests ?? ["sha256"]);
  const rest = hash.through(await item.open({ signal }), offset);
  let sentBytes = offset;
  const onBytes = (bytes: number): void => {
    sentBytes += bytes;
    meter.at(sentBytes);
  };
  const lengthBytes = sizeBytes === undefined ? undefined : sizeBytes - offset;
  const source = lengthBytes === undefined ? tell(rest, onBytes) : countedBody(rest, lengthBytes, onBytes);
  await sink.write({ source, ...(lengthBytes === undefined ? {} : { lengthBytes }) }, { signal });
  if (sizeBytes !== undefined && hash.bytes !== sizeBytes) {
    throw new ScanferryError("remote/failed", "The upload ended before the whole file was sent.", {
      retryable: true,
    });
  }
  const hashed = hash.sent();
  const receipt = await sink.finish(hashed, { signal });
  checkReceipt(hashed, receipt);
  return { hashed, receipt };
}

async function* tell(
  source: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    yield chunk;
    onBytes(chunk.byteLength);
  }
}
