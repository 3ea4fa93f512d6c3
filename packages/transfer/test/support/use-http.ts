import { afterEach, beforeEach } from "vitest";

import { createHttp, type Http, type HttpOptions } from "../../src/index.js";
import { serve, type Handler, type TestServer } from "./test-server.js";

/** The login that the connections send. */
export const secret = `Basic ${Buffer.from("jane:correct-horse-battery").toString("base64")}`;

/** How the server answers: a test sets its own handler. */
export const site: { handler: Handler } = { handler: () => undefined };

/** The server and the connection of the test that runs: other ones in each test. */
export let server: TestServer;
export let http: Http;
let closers: (() => Promise<void>)[] = [];

/** Closes something after the test, before what was opened earlier. */
export function closeLater(close: () => Promise<void>): void {
  closers.push(close);
}

/** One more connection to the server, which waits for no repetition. */
export function client(options: Partial<HttpOptions> = {}): Http {
  const made = createHttp({
    baseUrl: server.url,
    authorization: secret,
    sleep: () => Promise.resolve(),
    ...options,
  });
  closeLater(() => made.close());
  return made;
}

/** Gives each test of the file a server and a connection to it, and closes them. */
export function useHttp(): void {
  beforeEach(async () => {
    site.handler = (_, response) => response.end("{}");
    server = await serve((request, response) => {
      site.handler(request, response);
    });
    closers = [() => server.close()];
    http = client();
  });
  afterEach(async () => {
    for (const close of closers.reverse()) await close();
  });
}
