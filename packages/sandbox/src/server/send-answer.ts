import type { ServerResponse } from "node:http";
import { flipByte } from "../faults/flip-byte.js";
import type { FaultRule } from "../faults/fault-rule.js";
import { pause } from "../faults/pause.js";
import type { RequestLogEntry } from "../log/request-log.js";
import type { Answer, HeaderPair } from "./answer.js";

/** Sends an answer, with what the fault rule does to it on the way out; counts what went out. */
export async function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  entry: RequestLogEntry,
  options: {
    readonly head: boolean;
    readonly fault: FaultRule | undefined;
    readonly nowMs: number;
    readonly serverName: string;
  },
): Promise<void> {
  const { fault } = options;
  const headers: HeaderPair[] = [
    ...(options.serverName === "" ? [] : [["Server", options.serverName] as const]),
    ["Date", new Date(options.nowMs).toUTCString()],
    ...answer.headers,
  ];
  if (answer.bodyBytes !== undefined) headers.push(["Content-Length", String(answer.bodyBytes)]);
  else if (fault?.kind === "wrongLength" && answer.totalBytes !== undefined)
    headers.push(["Content-Length", String(answer.totalBytes())]);
  const sent = headers.map(([name, value]): HeaderPair =>
    fault?.kind === "wrongLength" && name === "Content-Length"
      ? [name, String(Math.max(0, Number(value) + fault.delta))]
      : [name, value],
  );
  response.writeHead(answer.status, answer.reason ?? "", sent.flat());
  response.flushHeaders();
  entry.status = answer.status;
  if (!options.head && answer.body !== undefined) await sendBody(response, answer, entry, fault);
  if (response.destroyed) return;
  // The response lets go of its socket when it ends, so it is asked for it before.
  const { socket } = response;
  response.end();
  // A length that does not hold leaves the connection out of step; the real ones close it.
  if (fault?.kind === "wrongLength" || (fault?.kind === "cutAtBytes" && answer.bodyBytes !== undefined))
    socket?.destroySoon();
}

async function sendBody(
  response: ServerResponse,
  answer: Answer,
  entry: RequestLogEntry,
  fault: FaultRule | undefined,
): Promise<void> {
  const total = fault === undefined ? 0 : bodyLength(answer);
  for await (const whole of lastHeldBack(chunksOf(answer.body ?? ""), answer.release)) {
    const chunk = applyFault(whole, entry.responseBytes, total, fault);
    if (response.destroyed) return;
    const accepted = response.write(chunk);
    entry.responseBytes += chunk.length;
    if (chunk.length < whole.length && fault !== undefined) {
      await breakOff(response, fault);
      return;
    }
    if (fault?.kind === "slow") await pause((chunk.length / fault.bytesPerSecond) * 1000);
    if (!accepted) await flushed(response);
  }
}

function applyFault(
  chunk: Uint8Array,
  start: number,
  total: number,
  fault: FaultRule | undefined,
): Uint8Array {
  switch (fault?.kind) {
    case "flipByte":
      return flipByte(chunk, start, fault.at ?? Math.floor(total / 2));
    case "cutAtBytes": {
      const keep = fault.bytes - start;
      return keep >= chunk.length ? chunk : chunk.subarray(0, Math.max(0, keep));
    }
    case "cutAtPercent": {
      const keep = Math.floor((total * fault.percent) / 100) - start;
      return keep >= chunk.length ? chunk : chunk.subarray(0, Math.max(0, keep));
    }
    case "stall": {
      const keep = (fault.afterBytes ?? 0) - start;
      return keep >= chunk.length ? chunk : chunk.subarray(0, Math.max(0, keep));
    }
    default:
      return chunk;
  }
}

function bodyLength(answer: Answer): number {
  if (answer.bodyBytes !== undefined) return answer.bodyBytes;
  if (answer.totalBytes !== undefined) return answer.totalBytes();
  if (typeof answer.body === "string") return Buffer.byteLength(answer.body);
  return answer.body instanceof Uint8Array ? answer.body.length : 0;
}

async function* chunksOf(body: string | Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (typeof body === "string") yield Buffer.from(body);
  else if (body instanceof Uint8Array) yield body;
  else yield* body;
}

/**
 * The same chunks, one late: `atEnd` runs before the last one goes out. A client that has the whole body may ask again at
 * once, and must not meet the lock of its own download.
 */
async function* lastHeldBack(
  chunks: AsyncIterable<Uint8Array>,
  atEnd: (() => void) | undefined,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined;
  for await (const chunk of chunks) {
    if (held !== undefined) yield held;
    held = chunk;
  }
  atEnd?.();
  if (held !== undefined) yield held;
}

/** Waits until the socket took what was written, or is gone. */
async function flushed(response: ServerResponse): Promise<void> {
  if (response.destroyed || !response.writableNeedDrain) return;
  await firstOf(response, ["drain", "close"]);
}

/** Ends an answer before its body does, as the fault has it. */
async function breakOff(response: ServerResponse, fault: FaultRule): Promise<void> {
  if (fault.kind === "stall") await stall(response, fault.ms);
  else await flushed(response);
  if (fault.kind !== "cutAtBytes") response.destroy();
  else if (fault.end !== "clean") {
    // What was written goes out first: node holds small writes back until the next turn.
    await new Promise<void>((resolve) => setImmediate(resolve));
    const { socket } = response;
    if (fault.end === "reset") socket?.resetAndDestroy();
    else socket?.destroySoon();
    await closed(response);
  }
}

async function stall(response: ServerResponse, ms: number | undefined): Promise<void> {
  await (ms === undefined ? closed(response) : Promise.race([closed(response), pause(ms)]));
}

async function closed(response: ServerResponse): Promise<void> {
  if (!response.destroyed) await firstOf(response, ["close"]);
}

/** Resolves at the first of some events and leaves no listener behind. */
function firstOf(response: ServerResponse, events: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of events) response.off(event, done);
      resolve();
    };
    for (const event of events) response.on(event, done);
  });
}
