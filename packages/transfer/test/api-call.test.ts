import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createHttp, type Http } from "../src/index.js";
import { serve, type Handler, type TestServer } from "./support/test-server.js";

let handler: Handler;
let server: TestServer;
let http: Http;

beforeEach(async () => {
  handler = (_, response) => response.end("{}");
  server = await serve((request, response) => {
    handler(request, response);
  });
  http = createHttp({ baseUrl: server.url, sleep: () => Promise.resolve() });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await http.close();
  await server.close();
});

describe("a signal that lives longer than its calls", () => {
  it("keeps nothing of them, neither of those that succeed nor of those that fail", async () => {
    // On Node 20, a signal made by AbortSignal.any() stays tied to its sources for as long as they live.
    const any = vi.spyOn(AbortSignal, "any");
    const { signal } = new AbortController();
    for (let n = 0; n < 3; n++) await http.api("GET", "/x", { signal });
    handler = (request) => request.socket.destroy();
    await expect(http.api("GET", "/x", { signal, retries: 1 })).rejects.toMatchObject({ code: "net/reset" });
    handler = () => undefined;
    await expect(http.api("GET", "/x", { signal, retries: 0, timeoutMs: 20 })).rejects.toMatchObject({
      code: "net/timeout",
    });
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(any).not.toHaveBeenCalled();
  });

  it("stops a call in the middle and before it begins", async () => {
    const stop = new AbortController();
    handler = () => {
      stop.abort();
    };
    const work = http.api("GET", "/x", { signal: stop.signal });
    await expect(work).rejects.toMatchObject({ code: "aborted" });
    await expect(http.api("GET", "/x", { signal: stop.signal })).rejects.toMatchObject({ code: "aborted" });
    expect(getEventListeners(stop.signal, "abort")).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });
});

describe("retryOn", () => {
  it("gives an answer to the caller at once that the caller does not want repeated", async () => {
    handler = (_, response) => response.writeHead(429).end("blocked");
    const asked: string[] = [];
    const retryOn = ({ text }: { text: string }): boolean => {
      asked.push(text);
      return text !== "blocked";
    };
    expect((await http.api("GET", "/x", { retryOn })).status).toBe(429);
    expect(server.seen).toHaveLength(1);
    handler = (_, response) => response.writeHead(429).end("slow down");
    expect((await http.api("GET", "/x", { retryOn, retries: 2 })).status).toBe(429);
    expect(server.seen).toHaveLength(4);
    handler = (_, response) => response.writeHead(404).end("not asked");
    await http.api("GET", "/x", { retryOn });
    expect(asked).not.toContain("not asked");
  });
});
