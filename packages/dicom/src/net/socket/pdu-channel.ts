import type { Socket } from "node:net";
import { networkError, ScanferryError } from "@scanferry/transfer";
import { encodePdu, pduType, type Pdu } from "./pdu.js";
import { PduReader } from "./pdu-reader.js";

/** So much may wait to be sent; more would only fill the memory. */
const mostWaitingBytes = 1_048_576;

/** A socket as a queue of protocol data units. Once it has failed, each call gives the same error. */
export class PduChannel {
  readonly #socket: Socket;
  readonly #peer: string;
  readonly #reader = new PduReader();
  readonly #arrived: Pdu[] = [];
  #failure: ScanferryError | undefined;
  #hasAnswered = false;
  #wake: () => void = () => undefined;

  constructor(socket: Socket, peer: string) {
    this.#socket = socket;
    this.#peer = peer;
    socket.on("data", (chunk: Buffer) => {
      this.#take(chunk);
    });
    socket.on("drain", () => {
      this.#wake();
    });
    socket.on("error", (error) => {
      const failure = networkError(error, { host: peer });
      this.fail(failure.code === "net/reset" ? this.#closed(error) : failure);
    });
    // A receiver that ends its side has nothing more to say to us.
    for (const end of ["end", "close"] as const) socket.on(end, () => this.fail(this.#closed()));
  }

  /** Why nothing goes over it any more. */
  get failure(): ScanferryError | undefined {
    return this.#failure;
  }

  /** Hands bytes over in one piece; {@link room} waits until they are gone. */
  send(parts: readonly Buffer[]): void {
    if (this.#failure !== undefined) return;
    this.#socket.cork();
    for (const part of parts) this.#socket.write(part);
    this.#socket.uncork();
  }

  /** Whether a unit has come that nobody has read yet. */
  get hasArrived(): boolean {
    return this.#arrived.length > 0;
  }

  /**
   * Waits until little is left to be sent, or something has arrived. Time runs only while nothing moves.
   *
   * @throws {@link ScanferryError} `net/timeout` · `net/reset`
   */
  async room(stallMs: number): Promise<void> {
    let moved = this.#moved();
    let until = performance.now() + stallMs;
    // What a receiver says before it hangs up counts more than that it hung up.
    while (
      !this.hasArrived &&
      this.#failure === undefined &&
      this.#socket.writableLength > mostWaitingBytes
    ) {
      await this.#change(until - performance.now());
      const now = this.#moved();
      if (now !== moved) until = performance.now() + stallMs;
      else if (performance.now() >= until) throw this.#silent("did not take the data in time");
      moved = now;
    }
    if (!this.hasArrived && this.#failure !== undefined) throw this.#failure;
  }

  /**
   * Gives the next unit.
   *
   * @param silence what to say when none comes
   * @throws {@link ScanferryError} `net/timeout` · `net/reset`
   */
  async next(timeoutMs: number, silence: string): Promise<Pdu> {
    const until = performance.now() + timeoutMs;
    for (;;) {
      const pdu = this.#arrived.shift();
      if (pdu !== undefined) return pdu;
      if (this.#failure !== undefined) throw this.#failure;
      const left = until - performance.now();
      if (left <= 0) throw this.#silent(silence);
      await this.#change(left);
    }
  }

  /** Ends it for good. What has arrived before may still be read. */
  fail(error: ScanferryError): void {
    this.#failure ??= error;
    this.#socket.destroy();
    this.#wake();
  }

  /** Says A-ABORT as far as that goes, and hangs up. */
  abort(error: ScanferryError): void {
    if (this.#failure === undefined) {
      // Source 0: the user of the service; the reason means nothing then (PS3.8 9.3.8).
      this.#socket.end(encodePdu(pduType.abort, Buffer.alloc(4)));
      this.#failure = error;
      // A peer that does not read would keep the connection, and with it the process, for ever.
      setTimeout(() => this.#socket.destroy(), 1_000).unref();
    }
    this.#wake();
  }

  /** Says goodbye on the level of TCP. */
  close(): void {
    this.#failure ??= this.#closed();
    this.#socket.end();
    setTimeout(() => this.#socket.destroy(), 1_000).unref();
  }

  #take(chunk: Buffer): void {
    const units = this.#reader.feed(chunk);
    if (units === undefined) {
      this.fail(this.#noDicom(chunk));
      return;
    }
    this.#arrived.push(...units);
    this.#hasAnswered ||= units.length > 0;
    if (units.length > 0) this.#wake();
  }

  /** Bytes that the system has taken. */
  #moved(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }

  async #change(timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }

  #silent(what: string): ScanferryError {
    return new ScanferryError("net/timeout", `${this.#peer} ${what}.`, {
      hint: "Try again later, or allow more time.",
      retryable: true,
    });
  }

  #closed(cause?: Error): ScanferryError {
    return new ScanferryError("net/reset", `${this.#peer} closed the connection too early.`, {
      hint: this.#hasAnswered
        ? "Run the same command again. The receiver's own log says why it hung up."
        : "Check the port, and whether the receiver expects an encrypted connection there (TLS). Its own log says why it hung up.",
      retryable: true,
      cause,
    });
  }

  #noDicom(chunk: Buffer): ScanferryError {
    // The first byte of a TLS alert or handshake; DICOM's units count from 1 to 7 only.
    const isTls = chunk[0] === 0x15 || chunk[0] === 0x16;
    return new ScanferryError("net/reset", `${this.#peer} answered with something that is not DICOM.`, {
      hint: isTls
        ? "It seems to speak TLS at this port: ask for an encrypted connection."
        : "Check the port: perhaps another service listens there.",
    });
  }
}
