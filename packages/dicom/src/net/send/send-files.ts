import { abortedError, runPoolMany, ScanferryError, toScanferryError } from "@scanferry/transfer";
import type { DicomPeer } from "../dicom-peer.js";
import { knownPeer } from "../known-peer.js";
import { FileLine } from "./file-line.js";
import { OutgoingFile } from "./outgoing-file.js";
import type { SendFile, SendOutcome } from "./send-file.js";
import type { SendOptions } from "./send-options.js";
import { SendRun } from "./send-run.js";
import { NoAssociation, Sender } from "./sender.js";

/**
 * Sends files to a DICOM receiver (C-STORE), each data set byte for byte as it lies in its file, compressed and deflated ones too (one of odd
 * length gets a zero byte at its end, which the standard asks for). Every file is accounted for with exactly one outcome; with one association in the order of the files.
 *
 * Each pair of SOP class and transfer syntax is offered as a presentation context of its own. A file whose answer was lost is sent once
 * more on a new association: receivers tell objects apart by SOP Instance UID, so that makes no second one. When no
 * association can be opened, or three files in a row were lost, the rest fails with that error and is not tried.
 *
 * @throws {@link ScanferryError} `input/invalid` for a peer that cannot be · `aborted`, and whatever `files` throws
 * @example
 * ```ts
 * const peer = { host: "xnat.example.org", port: 8104 };
 * const header = await readHeader("0001.dcm");
 * for await (const { id, status } of sendFiles([{ id: "1", path: "0001.dcm", header }], peer)) console.log(id, status);
 * ```
 */
export async function* sendFiles(
  files: AsyncIterable<SendFile> | Iterable<SendFile>,
  peer: DicomPeer,
  options: SendOptions = {},
): AsyncGenerator<SendOutcome, void, undefined> {
  const { associations = 1, signal } = options;
  const run = new SendRun(knownPeer(peer), new FileLine(files), options);
  const senders = Array.from({ length: Math.max(1, associations) }, (_, index) => index);
  try {
    const outcomes = runPoolMany<number, SendOutcome>(
      senders,
      (_, context, push) => sendLoop(run, context.signal, push),
      { concurrency: senders.length, ...(signal === undefined ? {} : { signal }) },
    );
    let told = 0;
    for await (const outcome of outcomes) {
      told += 1;
      yield outcome;
    }
    if (told !== run.line.files) throw unaccounted(run.line.files - told);
  } finally {
    await run.line.close();
  }
}

async function sendLoop(
  run: SendRun,
  signal: AbortSignal,
  push: (outcome: SendOutcome) => Promise<void>,
): Promise<void> {
  const sender = new Sender(run, signal);
  const begin = async (): Promise<OutgoingFile | undefined> => {
    const file = await run.line.take();
    return file === undefined ? undefined : new OutgoingFile(file);
  };
  let next = begin();
  try {
    for (;;) {
      const outgoing = await next;
      if (outgoing === undefined) break;
      next = begin();
      // It is awaited in its turn; until then, nobody looks at its failure.
      next.catch(() => undefined);
      try {
        await push(await sender.send(outgoing));
        run.line.done();
      } catch (error) {
        run.line.giveBack(outgoing.file);
        // The other associations go on with what is given back.
        if (error instanceof NoAssociation) return;
        throw error;
      } finally {
        await outgoing.close();
      }
    }
    await sender.close();
  } catch (error) {
    sender.abort(signal.aborted ? abortedError(signal.reason) : toScanferryError(error));
    throw error;
  } finally {
    const ahead = await next.catch(() => undefined);
    if (ahead !== undefined) run.line.giveBack(ahead.file);
    await ahead?.close();
  }
}

/** Whoever counts on one outcome per file must not take silence for success. */
function unaccounted(files: number): ScanferryError {
  return new ScanferryError("internal", `${String(files)} files came to no outcome.`, {
    hint: "This is a defect of Scanferry. Run the same command again, and report it.",
    details: { files },
  });
}
