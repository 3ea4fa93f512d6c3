import { inspect } from "node:util";
import { describe, expect, it } from "vitest";

import { isScanferryError } from "../src/index.js";
import { fails } from "./support/fails.js";
import { serve } from "./support/test-server.js";
import { client, http, server, site, useHttp } from "./support/use-http.js";

useHttp();

describe("api", () => {
  it("says of a port that web clients never use that the address is wrong", async () => {
    for (const port of [1, 9]) {
      const failure = fails(client({ baseUrl: `http://127.0.0.1:${String(port)}` }).api("GET", "/x"));
      expect(await failure).toMatchObject({ code: "input/invalid", retryable: false });
    }
  });

  it("gives every status to the caller and throws for none", async () => {
    for (const status of [200, 201, 204, 304, 400, 401, 403, 404, 405, 409, 412, 423, 429, 500, 503, 507]) {
      site.handler = (_, response) => response.writeHead(status).end();
      expect((await http.api("GET", "/x", { retries: 0 })).status).toBe(status);
    }
  });

  it("repeats a GET after 503 as often as allowed, and a POST never", async () => {
    site.handler = (_, response) => response.writeHead(503).end();
    expect((await http.api("GET", "/x", { retries: 2 })).status).toBe(503);
    expect(server.seen).toHaveLength(3);
    expect((await http.api("POST", "/x", { json: {} })).status).toBe(503);
    expect(server.seen).toHaveLength(4);
  });

  it("waits as long as Retry-After says, and not at all for longer than two minutes", async () => {
    const waits: number[] = [];
    let answers = ["3", "3600"];
    site.handler = (_, response) => {
      const after = answers.shift();
      response
        .writeHead(after === undefined ? 200 : 429, after === undefined ? {} : { "retry-after": after })
        .end("{}");
    };
    const patient = client({ random: () => 0, sleep: (ms) => Promise.resolve(void waits.push(ms)) });
    const answer = await patient.api("GET", "/x");
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("3600");
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThanOrEqual(3000);
    expect(waits[0]).toBeLessThan(4000);
    answers = [];
    expect((await patient.api("GET", "/x")).status).toBe(200);
  });

  it("sends JSON, forms and texts with their length and type", async () => {
    const bodies: string[] = [];
    site.handler = (request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        bodies.push(
          `${request.headers["content-type"] ?? ""}|${request.headers["content-length"] ?? ""}|${body}`,
        );
        response.end("{}");
      });
    };
    await http.api("POST", "/x", { json: { a: "ü" } });
    await http.api("POST", "/x", { form: { a: "b c" } });
    await http.api("PROPFIND", "/x", { body: "<a/>", headers: { "Content-Type": "application/xml" } });
    expect(bodies).toEqual([
      'application/json|10|{"a":"ü"}',
      "application/x-www-form-urlencoded|5|a=b+c",
      "application/xml|4|<a/>",
    ]);
  });

  it("joins paths and queries to the address, keeps its path, and refuses dot segments", async () => {
    const deeper = client({ baseUrl: `${server.url}/cloud/` });
    await deeper.api("GET", "/a%20b?x=1", { query: { y: "ä&", z: undefined, n: 3 } });
    expect(server.seen[0]?.url).toBe("/cloud/a%20b?x=1&y=%C3%A4%26&n=3");
    for (const path of ["/a/../b", "..", "/a/%2e%2E/b", "/./a"]) {
      expect(isScanferryError(await fails(deeper.api("GET", path)), "input/invalid")).toBe(true);
    }
    expect(server.seen).toHaveLength(1);
  });

  it("says of text that is not JSON what it is", async () => {
    site.handler = (_, response) => response.end("<!doctype html><title>Login</title>");
    const page = await http.api("GET", "/x");
    expect(() => page.json()).toThrow(expect.objectContaining({ code: "auth/expired" }) as Error);
    site.handler = (_, response) => response.end("hello");
    const text = await http.api("GET", "/x");
    expect(() => text.json()).toThrow(expect.objectContaining({ code: "remote/failed" }) as Error);
  });

  it("refuses an answer that is longer than expected", async () => {
    site.handler = (_, response) => response.end(Buffer.alloc(5000));
    expect(isScanferryError(await fails(http.api("GET", "/x", { maxBytes: 4999 })), "remote/failed")).toBe(
      true,
    );
  });

  it("gives up after timeoutMs with net/timeout, and at once when aborted", async () => {
    site.handler = () => undefined;
    expect(
      isScanferryError(await fails(http.api("GET", "/x", { timeoutMs: 50, retries: 0 })), "net/timeout"),
    ).toBe(true);
    const stop = new AbortController();
    const waiting = fails(http.api("GET", "/x", { signal: stop.signal }));
    setTimeout(() => stop.abort(), 20);
    expect(isScanferryError(await waiting, "aborted")).toBe(true);
    expect(isScanferryError(await fails(http.api("GET", "/x", { signal: stop.signal })), "aborted")).toBe(
      true,
    );
  });

  it("takes an injected fetch", async () => {
    const fake = client({ fetch: () => Promise.resolve(new Response('{"a":1}')) });
    expect((await fake.api("GET", "/x")).json()).toEqual({ a: 1 });
    expect(server.seen).toHaveLength(0);
  });
});

describe("network failures", () => {
  it("of a closed port are net/unreachable, for calls and streams", async () => {
    const other = await serve(() => undefined);
    await other.close();
    const gone = client({ baseUrl: other.url, retries: 0 });
    for (const error of [await fails(gone.api("GET", "/")), await fails(gone.bytes("GET", "/"))]) {
      expect(isScanferryError(error, "net/unreachable"), inspect(error)).toBe(true);
    }
  });

  it("of an unknown host are net/unreachable", async () => {
    const gone = client({ baseUrl: "http://does-not-exist.invalid", retries: 0 });
    for (const error of [await fails(gone.api("GET", "/")), await fails(gone.bytes("GET", "/"))]) {
      expect(isScanferryError(error, "net/unreachable"), inspect(error)).toBe(true);
    }
  });

  it("of a dropped connection are net/reset", async () => {
    site.handler = (request) => request.socket.destroy();
    for (const error of [
      await fails(http.api("GET", "/", { retries: 0 })),
      await fails(http.bytes("GET", "/")),
    ]) {
      expect(isScanferryError(error, "net/reset"), inspect(error)).toBe(true);
    }
  });

  it("of something that is not HTTP are net/reset", async () => {
    site.handler = (request) => request.socket.end("SSH-2.0-OpenSSH\r\n");
    for (const error of [
      await fails(http.api("GET", "/", { retries: 0 })),
      await fails(http.bytes("GET", "/")),
    ]) {
      expect(isScanferryError(error, "net/reset"), inspect(error)).toBe(true);
    }
  });
});
