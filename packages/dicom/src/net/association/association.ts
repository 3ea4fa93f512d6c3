import { abortedError, type ScanferryError } from "@scanferry/transfer";
import { encodeCommand, type DimseAnswer, type DimseRequest } from "../dimse/dimse-command.js";
import { fragmentBytes, fragments } from "../dimse/fragments.js";
import { MessageReader } from "../dimse/message-reader.js";
import type { KnownPeer } from "../known-peer.js";
import { isWarning } from "../send/status-error.js";
import { openSocket } from "../socket/open-socket.js";
import { encodePdu, pduType, type Pdu } from "../socket/pdu.js";
import { PduChannel } from "../socket/pdu-channel.js";
import { readAssociateAccept, type AssociateAccept, type ContextAnswer } from "./associate-accept.js";
import { associateRequest } from "./associate-request.js";
import { contextKey, type PresentationContext } from "./presentation-context.js";
import { abortError, protocolError, rejectError } from "./refusal.js";

/** A message: its request, and the data set that goes with it, in pieces of even length. */
export interface Message {
  readonly context: PresentationContext;
  readonly request: Omit<DimseRequest, "messageId">;
  readonly dataSet?: AsyncIterable<{ readonly bytes: Buffer; readonly isLast: boolean }>;
}

/** An association with a receiver: one message at a time, as PS3.7 has it where nothing else is agreed. */
export class Association {
  readonly #peer: KnownPeer;
  readonly #channel: PduChannel;
  readonly #answers: ReadonlyMap<string, { id: number } & ContextAnswer>;
  readonly #maxBytes: number;
  readonly #unlisten: () => void;
  #messageId = 0;

  private constructor(
    peer: KnownPeer,
    channel: PduChannel,
    answers: ReadonlyMap<string, { id: number } & ContextAnswer>,
    maxBytes: number,
    unlisten: () => void,
  ) {
    this.#peer = peer;
    this.#channel = channel;
    this.#answers = answers;
    this.#maxBytes = maxBytes;
    this.#unlisten = unlisten;
  }

  /**
   * Connects and agrees with the receiver on what may be sent.
   *
   * @throws {@link ScanferryError} `net/*` · `remote/refused` · `remote/busy` · `aborted`
   */
  static async open(
    peer: KnownPeer,
    contexts: readonly PresentationContext[],
    signal?: AbortSignal,
  ): Promise<Association> {
    const channel = new PduChannel(await openSocket(peer, signal), peer.name);
    const onAbort = (): void => {
      channel.abort(abortedError(signal?.reason));
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    const unlisten = (): void => signal?.removeEventListener("abort", onAbort);
    try {
      if (signal?.aborted === true) onAbort();
      channel.send([associateRequest(peer, contexts)]);
      const accept = agreed(peer, await channel.next(peer.associationTimeoutMs, "did not answer in time"));
      const maxBytes = fragmentBytes(accept.maxPduLength);
      if (maxBytes < 2) throw protocolError(peer);
      const answers = contexts.map((context, index): [string, { id: number } & ContextAnswer] => {
        const id = 2 * index + 1;
        // A context that the receiver passes over in silence is not accepted.
        return [
          contextKey(context),
          { id, ...(accept.contexts.get(id) ?? { result: 2, transferSyntax: "" }) },
        ];
      });
      return new Association(peer, channel, new Map(answers), maxBytes, unlisten);
    } catch (error) {
      unlisten();
      channel.abort(error as ScanferryError);
      throw error;
    }
  }

  /** Why nothing goes over it any more. */
  get failure(): ScanferryError | undefined {
    return this.#channel.failure;
  }

  /** What the receiver said to a context: 0 is yes; `undefined` where it was not asked. */
  verdict(context: PresentationContext): number | undefined {
    const answer = this.#answers.get(contextKey(context));
    if (answer?.result !== 0) return answer?.result;
    // "Yes" with another syntax than the one we offered is none that we can use.
    return answer.transferSyntax === context.transferSyntax ? 0 : 4;
  }

  /**
   * Sends a message and waits for its answer. After an error, the association cannot be used any more.
   *
   * @throws {@link ScanferryError} `net/*` · `aborted`, and whatever reading the data set throws
   */
  async ask({ context, request, dataSet }: Message): Promise<DimseAnswer> {
    const contextId = this.#answers.get(contextKey(context))?.id ?? 0;
    this.#messageId = (this.#messageId % 65_535) + 1;
    const messageId = this.#messageId;
    const maxBytes = this.#maxBytes;
    const code = request.command | 0x8000;
    try {
      const head = encodeCommand({ ...request, messageId });
      let parts = fragments(head, { contextId, isCommand: true, isLast: true, maxBytes });
      for await (const { bytes, isLast } of dataSet ?? []) {
        parts.push(...fragments(bytes, { contextId, isCommand: false, isLast, maxBytes }));
        this.#channel.send(parts);
        parts = [];
        await this.#channel.room(this.#peer.dimseTimeoutMs);
        if (!isLast && this.#channel.hasArrived) return await this.#early(messageId, code);
      }
      if (parts.length > 0) this.#channel.send(parts);
      return await this.#answer(messageId, code);
    } catch (error) {
      this.abort(error as ScanferryError);
      throw error;
    }
  }

  /** Says goodbye, and hangs up; a receiver that does not answer that is not waited for long. */
  async release(): Promise<void> {
    this.#unlisten();
    if (this.#channel.failure !== undefined) return;
    this.#channel.send([encodePdu(pduType.releaseRequest, Buffer.alloc(4))]);
    // Everything has been answered before: whatever comes now changes nothing.
    await this.#channel.next(this.#peer.releaseTimeoutMs, "did not say goodbye").catch(() => undefined);
    this.#channel.close();
  }

  /** Hangs up at once. */
  abort(error: ScanferryError): void {
    this.#unlisten();
    this.#channel.abort(error);
  }

  /** A receiver that is full, for instance, says so in the middle of an object, and need not read the rest: this association has come to its end. */
  async #early(messageId: number, code: number): Promise<DimseAnswer> {
    const answer = await this.#answer(messageId, code);
    // Nobody can have stored what was not sent.
    if (answer.status === 0 || isWarning(answer.status)) throw protocolError(this.#peer);
    this.abort(protocolError(this.#peer));
    return answer;
  }

  async #answer(messageId: number, code: number): Promise<DimseAnswer> {
    const reader = new MessageReader();
    for (;;) {
      const pdu = await this.#channel.next(this.#peer.dimseTimeoutMs, "did not answer in time");
      if (pdu.type === pduType.abort) throw abortError(this.#peer, pdu.body);
      if (pdu.type !== pduType.data) throw protocolError(this.#peer);
      const answer = reader.feed(pdu.body);
      if (answer === "more") continue;
      if (answer === "corrupt" || answer.messageId !== messageId || answer.command !== code) {
        throw protocolError(this.#peer);
      }
      return answer;
    }
  }
}

function agreed(peer: KnownPeer, { type, body }: Pdu): AssociateAccept {
  if (type === pduType.associateReject) throw rejectError(peer, body);
  if (type === pduType.abort) throw abortError(peer, body);
  const accept = type === pduType.associateAccept ? readAssociateAccept(body) : undefined;
  if (accept === undefined) throw protocolError(peer);
  return accept;
}
