import {
  changedError,
  isAbort,
  mapAhead,
  toScanferryError,
  type ScanferryError,
  type TransferResult,
} from "@scanferry/transfer";
import { failedFile, fileId, fileResult } from "../send/file-result.js";
import type { Sending, SentFile } from "../send/sending.js";
import type { XnatFile } from "../../schemas/xnat-file.js";
import { noteStored } from "../journal/note-stored.js";
import { listedThere } from "./listed-there.js";
import { fileExists, notStored, storedOtherwise } from "./put-errors.js";
import { md5There, sameContent, sameSize } from "./same-content.js";
import { storedDate } from "./stored-date.js";
import { mayNotWrite } from "./write-error.js";

/** What a look at the server says of one file that was sent. */
export interface Arrival {
  readonly sent: SentFile;
  /** Its result; absent where it arrived with other bytes and is worth sending again. */
  readonly result: TransferResult | undefined;
}

/** Looks whether files arrived: XNAT answers 200 also where it stored nothing, or less than was sent (wire/xnat.md, 5). */
export async function* verifyArrival(
  sending: Sending,
  all: readonly SentFile[],
  { isLast, signal }: { isLast: boolean; signal: AbortSignal | undefined },
): AsyncGenerator<Arrival, void, undefined> {
  const { ctx, target } = sending;
  const names = all.map(({ file }) => file.name);
  const there = await listedThere(ctx, target, names, { signal });
  const { concurrency = 4 } = sending.options;
  yield* mapAhead<SentFile, Arrival>(
    all,
    concurrency,
    async (sent, { signal: own }) => [await arrivalOf(sending, sent, there, { isLast, signal: own })],
    signal === undefined ? {} : { signal },
  );
}

async function arrivalOf(
  sending: Sending,
  sent: SentFile,
  there: ReadonlyMap<string, XnatFile>,
  { isLast, signal }: { isLast: boolean; signal: AbortSignal },
): Promise<Arrival> {
  const { target } = sending;
  const { file } = sent;
  const subject = fileId(target, file);
  const one = there.get(file.name);
  const failed = (error: ScanferryError): Arrival => ({ sent, result: failedFile(target, file, error) });
  if (one === undefined)
    return failed(sent.error ?? (there.size === 0 ? mayNotWrite(subject) : notStored(subject)));
  const wrong = await difference(sending, sent, one, signal).catch(toScanferryError);
  if (wrong === undefined) {
    await noteArrived(sending, sent, one, signal);
    return { sent, result: arrived(sending, sent, one) };
  }
  if (typeof wrong !== "string") return failed(wrong);
  if (sent.duplicate === true) return failed(fileExists(subject));
  if (!isLast && sent.error === undefined) return { sent, result: undefined };
  return failed(changedError(sent.error ?? storedOtherwise(subject, wrong), { subject }));
}

/** The date of what was stored goes into the journal, where a later run will have no digest to go by. */
async function noteArrived(
  sending: Sending,
  { file, ...sent }: SentFile,
  there: XnatFile,
  signal: AbortSignal,
): Promise<void> {
  const { ctx, target, journal } = sending;
  const md5 = sent.md5 ?? file.md5;
  if (journal === undefined || md5 === undefined || there.md5 !== undefined) return;
  const modified = await storedDate(ctx, there, { signal, project: target.project }).catch(
    (error: unknown) => {
      // The file is there all the same; the next run compares it by its bytes.
      if (isAbort(error)) throw error;
      return undefined;
    },
  );
  await noteStored(sending, file, { md5, modified });
}

function arrived({ target, options }: Sending, sent: SentFile, there: XnatFile): TransferResult {
  const { file, duplicate, again, sha256 } = sent;
  // Somebody else stored the same meanwhile.
  if (duplicate === true && again !== true) return fileResult(target, file, "unchanged", { sha256 });
  const isRead = there.md5 !== undefined || options.checksum === true;
  return fileResult(target, file, "done", { sha256, note: `verified by ${isRead ? "digest" : "size"}` });
}

/** How a file of the server differs from what was sent. */
async function difference(
  { ctx, target, options }: Sending,
  { file, md5, duplicate }: SentFile,
  there: XnatFile,
  signal: AbortSignal | undefined,
): Promise<"size" | "digest" | undefined> {
  if (!sameSize(there, file)) return "size";
  const about = { signal, project: target.project };
  const ours = md5 ?? file.md5;
  if (there.md5 !== undefined && ours !== undefined) return there.md5 === ours ? undefined : "digest";
  if (duplicate !== true && options.checksum !== true) {
    // An item that was found on its second try was not hashed on its way.
    const isSizeKnown = there.sizeBytes !== undefined || file.sizeBytes === 0;
    if (there.md5 === undefined && isSizeKnown) return undefined;
    return (await sameContent(ctx, there, file, about)).same ? undefined : "digest";
  }
  if (ours === undefined) return (await sameContent(ctx, there, file, about)).same ? undefined : "digest";
  return (await md5There(ctx, there, about)) === ours ? undefined : "digest";
}
