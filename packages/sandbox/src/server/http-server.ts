import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FaultList } from "../faults/fault-list.js";
import type { FaultRule } from "../faults/fault-rule.js";
import { pause } from "../faults/pause.js";
import type { RequestLog, RequestLogEntry } from "../log/request-log.js";
import { type Answer, textAnswer } from "./answer.js";
import type { SandboxClock } from "./clock.js";
import { decodedPath } from "./decoded-path.js";
import { BodyCutError, BodyTooLargeError, ResetError } from "./errors.js";
import { Exchange } from "./exchange.js";
import { sendAnswer } from "./send-answer.js";

/** What one look-alike hands to the listener. */
export interface HttpServerOptions {
  readonly name: string;
  readonly port: number;
  readonly host: string;
  readonly clock: SandboxClock;
  readonly faults: FaultList;
  readonly log: RequestLog;
  readonly handle: (exchange: Exchange) => Promise<Answer>;
  /** Added before every answer. */
  readonly latencyMs: () => number;
  readonly chunkedBodiesLost: () => boolean;
  /** Value of the header Server; none when it is empty. @default "nginx" */
  readonly serverName?: string;
}

/** A listening look-alike. */
export interface RunningServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const LOGIN_PAGE = "<!DOCTYPE html>\n<html><head><title>Login</title></head><body>Log in</body></html>\n";

/** Listens on node:http: one place where requests are logged, faults strike and abrupt disconnects are survived. */
export async function startHttpServer(options: HttpServerOptions): Promise<RunningServer> {
  const serve = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void => {
    // An abrupt disconnect shows as an error on either stream; the work itself notices through the body or the socket.
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    void exchangeOne(options, request, response, expectsContinue).catch(() => response.destroy());
  };
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response, false);
  });
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response, true);
  });
  server.on("clientError", (_error, socket) => {
    if (socket.writable)
      socket.end(
        "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
      );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${String(port)}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function exchangeOne(
  options: HttpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
): Promise<void> {
  const url = request.url ?? "/";
  const path = decodedPath(url);
  const fault = options.faults.take(request.method ?? "GET", path, url.split("?")[1] ?? "");
  const entry = options.log.add(newEntry(options, request, url, path));
  response.once("close", () => {
    if (!response.writableFinished) entry.aborted = true;
  });
  const exchange = new Exchange(request, response, fault, {
    chunkedBodiesLost: options.chunkedBodiesLost(),
    expectsContinue,
  });
  const waitMs = options.latencyMs() + (fault?.kind === "latency" ? fault.ms : 0);
  if (waitMs > 0) await pause(waitMs);
  if (fault?.kind === "run" && fault.when !== "after") fault.run();
  try {
    const answer = await answerOf(options, exchange, fault);
    try {
      await sendAnswer(response, answer, entry, {
        head: exchange.method === "HEAD",
        fault,
        nowMs: options.clock.now(),
        serverName: options.serverName ?? "nginx",
      });
    } finally {
      answer.release?.();
    }
    if (fault?.kind === "run" && fault.when === "after") fault.run();
  } catch (error) {
    if (error instanceof BodyCutError) entry.status = 400;
    if (!(error instanceof ResetError || error instanceof BodyCutError)) entry.status = 500;
    // A reset, not an orderly end: resetAndDestroy sends RST, which clients see as ECONNRESET.
    request.socket.resetAndDestroy();
  } finally {
    entry.requestBytes = exchange.requestBytes;
  }
}

/** The route's answer, or what the fault rule makes of it. */
async function answerOf(
  options: HttpServerOptions,
  exchange: Exchange,
  fault: FaultRule | undefined,
): Promise<Answer> {
  const replaces = fault?.kind === "status" || fault?.kind === "html" || fault?.kind === "reset";
  if (!replaces) return guarded(options, exchange);
  const moment = fault.when ?? "before";
  if (moment === "after") (await guarded(options, exchange)).release?.();
  if (moment === "detached")
    void guarded(options, exchange).then(
      (answer) => answer.release?.(),
      () => undefined,
    );
  if (fault.kind === "reset") throw new ResetError();
  if (fault.kind === "html") return textAnswer(200, "text/html; charset=UTF-8", LOGIN_PAGE);
  return textAnswer(fault.status, "text/html", fault.body ?? "", Object.entries(fault.headers ?? {}));
}

async function guarded(options: HttpServerOptions, exchange: Exchange): Promise<Answer> {
  try {
    return await options.handle(exchange);
  } catch (error) {
    if (error instanceof BodyTooLargeError) return textAnswer(413, "text/html", "");
    throw error;
  }
}

function newEntry(
  options: HttpServerOptions,
  request: IncomingMessage,
  url: string,
  path: string,
): RequestLogEntry {
  const { range } = request.headers;
  const query = new URLSearchParams(url.split("?")[1] ?? "");
  const format = query.get("format");
  return {
    server: options.name,
    method: request.method ?? "GET",
    path,
    queryNames: [...query.keys()],
    status: 0,
    requestBytes: 0,
    responseBytes: 0,
    aborted: false,
    atMs: options.clock.now(),
    headerNames: request.rawHeaders.filter((_word, index) => index % 2 === 0),
    ifNoneMatch: (request.headers["if-none-match"] ?? "") !== "",
    ifModifiedSince: (request.headers["if-modified-since"] ?? "") !== "",
    ...(range === undefined ? {} : { range }),
    ...(format === null ? {} : { format }),
  };
}
