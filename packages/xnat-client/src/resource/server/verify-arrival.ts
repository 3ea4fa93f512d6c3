import { changedError, toScanferryError, type TransferResult } from "@scanferry/transfer";
import { failedFile, fileId, fileResult } from "../send/file-result.js";
import type { Sending, SentFile } from "../send/sending.js";
import type { XnatFile } from "../../schemas/xnat-file.js";
import { noteStored } from "../journal/note-stored.js";
import { listedThere } from "./listed-there.js";
import { fileExists, notStored, storedOtherwise } from "./put-errors.js";
import { md5There, sameContent, sameSize } from "./same-content.js";
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
  for (const sent of all) {
    const { file } = sent;
    const subject = fileId(target, file);
    const one = there.get(file.name);
    if (one === undefined) {
      const none = there.size === 0 ? mayNotWrite(subject) : notStored(subject);
      yield { sent, result: failedFile(target, file, sent.error ?? none) };
      continue;
    }
    const wrong = await difference(sending, sent, one, signal).catch(toScanferryError);
    if (wrong === undefined) {
      const md5 = sent.md5 ?? file.md5;
      if (md5 !== undefined) await noteStored(sending, file, md5);
      yield { sent, result: arrived(sending, sent, one) };
    } else if (typeof wrong !== "string") yield { sent, result: failedFile(target, file, wrong) };
    else if (sent.duplicate === true) yield { sent, result: failedFile(target, file, fileExists(subject)) };
    else if (isLast || sent.error !== undefined) {
      const error = sent.error ?? storedOtherwise(subject, wrong);
      yield { sent, result: failedFile(target, file, changedError(error, { subject })) };
    } else yield { sent, result: undefined };
  }
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
