import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One way in which an answer goes wrong. `times` says how many requests it hits. */
export type Fault =
  | { kind: "status"; status: number; retryAfter?: string; times?: number }
  | { kind: "reset"; times?: number }
  | { kind: "cut"; percent: number; times?: number }
  | { kind: "stall"; percent: number; times?: number }
  | { kind: "wrongLength"; extraBytes: number; times?: number }
  | { kind: "flipByte"; times?: number }
  | { kind: "html"; times?: number }
  | { kind: "expired"; times?: number }
  | { kind: "trickle"; pieces: number; everyMs: number; times?: number };

/** What the server saw of one request. */
export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  status: number;
  bodyBytes: number;
  bodySha256: string;
}

export interface FaultServerOptions {
  /** What GET gives. */
  content: Buffer;
  etag?: string | false;
  lastModified?: string;
  /** When the answer says that it was sent. @default now */
  date?: string;
  /** @default true */
  ranges?: boolean;
  /** Whether a Range request is answered although If-Range does not match (a broken server). @default false */
  ignoreIfRange?: boolean;
  contentType?: string;
}

const loginPage = "<!DOCTYPE html>\n<html><head><title>Login</title></head><body>Please log in</body></html>";

/** A small file server that fails on demand. It stores what is PUT. */
export class FaultServer {
  readonly seen: Seen[] = [];
  readonly stored = new Map<string, Buffer>();
  faults: Fault[] = [];
  /** While false, every request is answered as an expired session is. */
  session = true;
  options: FaultServerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<{ destroy(): void }>();

  constructor(options: FaultServerOptions) {
    this.options = options;
    this.#server = createServer((request, response) => {
      const { socket } = request;
      void this.#answer(request, response).catch(() => socket.destroy());
    });
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #nextFault(): Fault | undefined {
    const [fault] = this.faults;
    if (fault === undefined) return undefined;
    if (fault.times !== undefined && --fault.times <= 0) this.faults.shift();
    return fault;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    const hash = createHash("sha256");
    const chunks: Buffer[] = [];
    const seen: Seen = {
      method: request.method ?? "",
      url: request.url ?? "",
      headers: request.headers,
      status: 0,
      bodyBytes: 0,
      bodySha256: "",
    };
    this.seen.push(seen);
    response.on("close", () => (seen.status = response.statusCode));
    const fault = this.#nextFault();
    const upload = request.method === "PUT" || request.method === "POST";
    if (upload && (fault?.kind === "reset" || fault?.kind === "cut")) {
      const limit =
        fault.kind === "cut" ? (Number(request.headers["content-length"]) * fault.percent) / 100 : 0;
      for await (const chunk of request) if ((seen.bodyBytes += (chunk as Buffer).length) > limit) break;
      socket.destroy();
      return;
    }
    if (upload && fault?.kind === "stall") {
      // Takes nothing more off the wire and never answers.
      request.once("data", () => request.pause());
      return;
    }
    for await (const chunk of request) {
      hash.update(chunk as Buffer);
      seen.bodyBytes += (chunk as Buffer).length;
      chunks.push(chunk as Buffer);
    }
    seen.bodySha256 = hash.digest("hex");
    if (!this.session || fault?.kind === "expired") {
      response.writeHead(200, { "content-type": "text/html" }).end(loginPage);
      return;
    }
    if (fault?.kind === "status") {
      response.writeHead(
        fault.status,
        fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter },
      );
      response.end("no");
      return;
    }
    if (fault?.kind === "html") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(loginPage);
      return;
    }
    if (fault?.kind === "reset") {
      socket.destroy();
      return;
    }
    if (upload) {
      const body = Buffer.concat(chunks);
      if (fault?.kind === "flipByte") body[0] = (body[0] ?? 0) ^ 1;
      const kept = fault?.kind === "wrongLength" ? body.subarray(0, body.length + fault.extraBytes) : body;
      this.stored.set(seen.url, kept);
      response.writeHead(201, {
        etag: '"stored"',
        "x-size": String(kept.length),
        "x-sha256": createHash("sha256").update(kept).digest("hex"),
      });
      response.end();
      return;
    }
    await this.#send(request, response, fault);
  }

  async #send(request: IncomingMessage, response: ServerResponse, fault: Fault | undefined): Promise<void> {
    const { socket } = request;
    const { content, etag = '"v1"', lastModified, ranges = true, ignoreIfRange = false } = this.options;
    const headers: Record<string, string> = {
      "content-type": this.options.contentType ?? "application/octet-stream",
    };
    if (etag !== false) headers["etag"] = etag;
    if (lastModified !== undefined) headers["last-modified"] = lastModified;
    if (this.options.date !== undefined) headers["date"] = this.options.date;
    const since = request.headers["if-modified-since"];
    const isOld = since !== undefined && Date.parse(lastModified ?? "") <= Date.parse(since);
    if (isOld || (etag !== false && request.headers["if-none-match"] === etag)) {
      response.writeHead(304, headers).end();
      return;
    }
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? Number.NaN);
    const validator = request.headers["if-range"];
    const fresh =
      validator === undefined || validator === etag || validator === lastModified || ignoreIfRange;
    let body = content;
    let status = 200;
    if (ranges && fresh && !Number.isNaN(from)) {
      if (from >= content.length) {
        response.writeHead(416, { "content-range": `bytes */${String(content.length)}` }).end();
        return;
      }
      body = content.subarray(from);
      status = 206;
      headers["content-range"] =
        `bytes ${String(from)}-${String(content.length - 1)}/${String(content.length)}`;
    }
    if (fault?.kind === "flipByte") {
      body = Buffer.from(body);
      body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
    }
    if (fault?.kind === "wrongLength") {
      body =
        fault.extraBytes < 0
          ? body.subarray(0, fault.extraBytes)
          : Buffer.concat([body, Buffer.alloc(fault.extraBytes)]);
    }
    headers["content-length"] = String(body.length);
    response.writeHead(status, headers);
    if (fault?.kind === "cut" || fault?.kind === "stall") {
      const part = body.subarray(0, Math.floor((body.length * fault.percent) / 100));
      if (fault.kind === "stall") {
        response.write(part);
        return;
      }
      // Only once the client has read the part: what it still buffers when the connection ends is dropped, reset or not.
      response.write(part, () => setTimeout(() => socket.destroy(), 250));
      return;
    }
    if (fault?.kind === "trickle") {
      const step = Math.ceil(body.length / fault.pieces);
      for (let start = 0; start < body.length; start += step) {
        response.write(body.subarray(start, start + step));
        await new Promise((resolve) => setTimeout(resolve, fault.everyMs));
      }
      response.end();
      return;
    }
    response.end(body);
  }
}
