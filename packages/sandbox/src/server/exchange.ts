import type { IncomingMessage, ServerResponse } from "node:http";
import type { FaultRule } from "../faults/fault-rule.js";
import { requestFaults } from "../faults/request-faults.js";
import { BodyCutError, BodyTooLargeError } from "./errors.js";

/** One request with what a route may know of it. */
export class Exchange {
  readonly method: string;
  /** The path as it came, percent-encoded, without the query. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  readonly remoteAddress: string;
  /** Bytes of the request body read so far. */
  requestBytes = 0;
  #bodyTaken = false;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    readonly fault: FaultRule | undefined,
    private readonly settings: { readonly chunkedBodiesLost: boolean; readonly expectsContinue: boolean },
  ) {
    this.method = request.method ?? "GET";
    const url = request.url ?? "/";
    const cut = url.indexOf("?");
    this.rawPath = cut < 0 ? url : url.slice(0, cut);
    this.query = new URLSearchParams(cut < 0 ? "" : url.slice(cut + 1));
    this.remoteAddress = request.socket.remoteAddress ?? "";
  }

  /** A request header, repeated ones joined. */
  header(name: string): string | undefined {
    const value = this.request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : value;
  }

  /** `http://HOST` as the client addressed it. */
  get host(): string {
    return this.header("host") ?? "";
  }

  /** The Content-Length, when there is one. */
  get announcedBytes(): number | undefined {
    const value = this.header("content-length");
    return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
  }

  /**
   * The request body.
   *
   * A body with `Transfer-Encoding: chunked` comes out empty: nginx in front of php-fpm with
   * `fastcgi_request_buffering off` loses it (measured on 32.0.1 and 27.0.2: 201, size 0).
   *
   * @throws BodyCutError when the client goes away first
   */
  async *body(): AsyncGenerator<Uint8Array> {
    if (this.#bodyTaken) return;
    this.#bodyTaken = true;
    if (this.settings.expectsContinue) this.response.writeContinue();
    const lost = this.settings.chunkedBodiesLost && this.header("transfer-encoding") !== undefined;
    const announced = this.announcedBytes;
    const faults = requestFaults(this.fault, announced);
    try {
      for await (const chunk of this.request as AsyncIterable<Uint8Array>) {
        this.requestBytes += chunk.length;
        const kept = await faults(chunk);
        if (!lost && kept.length > 0) yield kept;
      }
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ECONNRESET")
        throw new BodyCutError(this.requestBytes);
      throw error;
    }
    if (announced !== undefined && this.requestBytes < announced) throw new BodyCutError(this.requestBytes);
  }

  /** A small body as text. */
  async text(maxBytes = 1_048_576): Promise<string> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of this.body()) {
      size += chunk.length;
      if (size > maxBytes) throw new BodyTooLargeError();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
  }
}
