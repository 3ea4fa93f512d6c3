import { isAbort, retry, ScanferryError, throwIfAborted, toScanferryError } from "@scanferry/transfer";
import { Association } from "../association/association.js";
import type { PresentationContext } from "../association/presentation-context.js";
import { command } from "../dimse/dimse-command.js";
import { identityError } from "./check-identity.js";
import { contextError } from "./context-error.js";
import { OutgoingFile } from "./outgoing-file.js";
import type { SendOutcome } from "./send-file.js";
import type { SendRun } from "./send-run.js";
import { isWarning, statusError } from "./status-error.js";

/** No association could be opened, while others work: the file should go by one of them. */
export class NoAssociation extends Error {}

/** One association's place in a run: it opens, keeps and replaces the association, and sends one file after the other. */
export class Sender {
  readonly #run: SendRun;
  readonly #signal: AbortSignal;
  #association: Association | undefined;
  #works = false;

  constructor(run: SendRun, signal: AbortSignal) {
    this.#run = run;
    this.#signal = signal;
  }

  /**
   * Sends a file and says how it ended.
   *
   * @throws {@link NoAssociation} · {@link ScanferryError} `aborted`
   */
  async send(outgoing: OutgoingFile): Promise<SendOutcome> {
    const { file } = outgoing;
    const failed = (error: ScanferryError): SendOutcome => ({
      id: file.id,
      status: "failed",
      bytes: 0,
      error,
    });
    const invalid = identityError(file.header, file.path) ?? (await outgoing.opened());
    if (invalid !== undefined) return failed(invalid);
    try {
      const first = await this.#attempt(outgoing);
      if (first.outcome !== undefined) return first.outcome;
      if (first.error.code === "internal" || outgoing.readError !== undefined) return failed(first.error);
      // Nobody knows whether the receiver has it. Receivers tell objects apart by their SOP Instance UID, so sending it again makes no second one.
      const again = new OutgoingFile(file);
      try {
        const second = await this.#attempt(again);
        if (second.outcome !== undefined) return second.outcome;
        if (again.readError === undefined) this.#run.lost(second.error);
        return failed(second.error);
      } finally {
        await again.close();
      }
    } catch (error) {
      if (error instanceof NoAssociation || isAbort(error)) throw error;
      return failed(toScanferryError(error));
    }
  }

  /** Ends the association in good order. */
  async close(): Promise<void> {
    this.#stop();
    await this.#association?.release();
  }

  /** Ends it at once. */
  abort(error: ScanferryError): void {
    this.#stop();
    this.#association?.abort(error);
  }

  async #attempt(
    outgoing: OutgoingFile,
  ): Promise<{ outcome: SendOutcome } | { outcome?: undefined; error: ScanferryError }> {
    const { id, header: context } = outgoing.file;
    const association = await this.#ready(context);
    const verdict = association.verdict(context) ?? 2;
    if (verdict !== 0) {
      const error = contextError(this.#run.peer.name, context, verdict);
      return { outcome: { id, status: "not-negotiable", bytes: 0, error } };
    }
    try {
      const { status } = await association.ask({
        context,
        request: {
          command: command.storeRequest,
          sopClassUid: context.sopClassUid,
          sopInstanceUid: outgoing.file.header.sopInstanceUid,
        },
        dataSet: outgoing.pieces(),
      });
      this.#run.answered();
      return { outcome: this.#outcome(outgoing, status) };
    } catch (error) {
      throwIfAborted(this.#signal);
      return { error: toScanferryError(error) };
    }
  }

  #outcome({ file, bytes, replaced }: OutgoingFile, dimseStatus: number): SendOutcome {
    const answered = { id: file.id, bytes, dimseStatus, ...(replaced === undefined ? {} : { replaced }) };
    if (dimseStatus === 0) return { ...answered, status: "stored" };
    if (isWarning(dimseStatus)) return { ...answered, status: "warned" };
    return { ...answered, status: "refused", error: statusError(this.#run.peer.name, dimseStatus) };
  }

  /** Gives an open association on which the receiver was asked about this kind of file. */
  async #ready(context: PresentationContext): Promise<Association> {
    const contexts = this.#run.contexts.meet(context);
    const current = this.#association;
    if (current?.failure === undefined && current?.verdict(context) !== undefined) return current;
    await current?.release();
    this.#association = undefined;
    if (this.#run.gone !== undefined) throw this.#run.gone;
    this.#run.opening += 1;
    const opened = await this.#open(contexts).finally(() => (this.#run.opening -= 1));
    this.#association = opened;
    this.#start();
    return opened;
  }

  async #open(contexts: readonly PresentationContext[]): Promise<Association> {
    const { peer, options } = this.#run;
    try {
      return await retry(() => Association.open(peer, contexts, this.#signal), {
        retries: options.retries ?? 2,
        signal: this.#signal,
        ...(options.onRetry === undefined ? {} : { onRetry: options.onRetry }),
        ...(options.sleep === undefined ? {} : { sleep: options.sleep }),
        ...(options.random === undefined ? {} : { random: options.random }),
      });
    } catch (error) {
      throwIfAborted(this.#signal);
      this.#stop();
      // Receivers take only so many associations at once: what this one cannot send, another one may.
      if (this.#run.working > 0 || this.#run.opening > 1) throw new NoAssociation();
      this.#run.gone ??= toScanferryError(error);
      throw this.#run.gone;
    }
  }

  #start(): void {
    if (!this.#works) this.#run.working += 1;
    this.#works = true;
  }

  #stop(): void {
    if (this.#works) this.#run.working -= 1;
    this.#works = false;
  }
}
