import type { Dispatcher } from "undici";

import { BodyQueue } from "./body-queue.js";
import type { Transport } from "./transport.js";

/** What one dispatched request needs beside the request itself. */
interface DispatchContext {
  transport: Transport;
  stallMs: number;
  /** Makes the error that the caller gets out of whatever went wrong. */
  failure: (error: unknown) => Error;
  /** Nobody waits for anything any more. */
  ended: () => void;
}

/** A request that was dispatched. */
export interface Dispatched {
  /** Status and headers, once they are there. */
  head: Promise<{ status: number; headers: Headers }>;
  body: BodyQueue;
  /** Gives the request up, whatever state it is in. */
  stop(error: Error): void;
}

function headersOf(fields: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : value === undefined ? [] : [value])
      headers.append(name, one);
  }
  return headers;
}

/** Hands a request to undici's lowest level, where an answer comes as calls and not as a stream. */
export function dispatch(request: Dispatcher.DispatchOptions, context: DispatchContext): Dispatched {
  const { transport, stallMs, failure, ended } = context;
  let controller: Dispatcher.DispatchController | undefined;
  let stopped: Error | undefined;
  let rejectHead: (error: Error) => void;
  const fail = (error: unknown): void => {
    const mapped = failure(error);
    rejectHead(mapped);
    body.fail(mapped);
  };
  const stop = (error: Error): void => {
    stopped = error;
    fail(error);
    controller?.abort(error);
  };
  const body = new BodyQueue({
    stallMs,
    ended,
    stop,
    cut: () => {
      // Not a failure: nobody is told, and what undici says to it is not heard.
      stopped = new Error("The reader has enough.");
      controller?.abort(stopped);
    },
    resume: () => {
      controller?.resume();
    },
    release: (chunk) => {
      transport.release(chunk);
    },
  });
  const head = new Promise<{ status: number; headers: Headers }>((resolve, reject) => {
    rejectHead = reject;
    transport.dispatcher.dispatch(request, {
      // It comes when a connection is there, and once more when an idle one turned out to be closed.
      onRequestStart(begun) {
        controller = begun;
        if (stopped !== undefined) begun.abort(stopped);
      },
      onResponseStart(_, status, fields) {
        if (status >= 200) resolve({ status, headers: headersOf(fields) });
      },
      onResponseData(running, chunk) {
        transport.hand(chunk);
        if (!body.push(chunk)) running.pause();
      },
      onResponseEnd() {
        body.end();
      },
      onResponseError(_, error) {
        if (stopped === undefined) fail(error);
      },
    });
  });
  return { head, body, stop };
}
