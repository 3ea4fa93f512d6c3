import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { createHttp, isScanferryError, redact, type Http, type HttpOptions } from "../src/index.js";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface TestServer {
  url: string;
  seen: { method: string; url: string; headers: IncomingMessage["headers"] }[];
  close(): Promise<void>;
}

async function serve(handler: Handler): Promise<TestServer> {
  const seen: TestServer["seen"] = [];
  const server: Server = createServer((request, response) => {
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    seen,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const secret = `Basic ${Buffer.from("jane:correct-horse-battery").toString("base64")}`;
const noSleep = (): Promise<void> => Promise.resolve();
const fails = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

let closers: (() => Promise<void>)[] = [];
let handler: Handler;
let server: TestServer;
let http: Http;

function client(options: Partial<HttpOptions> = {}): Http {
  const made = createHttp({ baseUrl: server.url, authorization: secret, sleep: noSleep, ...options });
  closers.push(() => made.close());
  return made;
}

beforeEach(async () => {
  handler = (_, response) => response.end("{}");
  server = await serve((request, response) => {
    handler(request, response);
  });
  closers = [() => server.close()];
  http = client();
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

describe("api", () => {
  it("gives every status to the caller and throws for none", async () => {
    for (const status of [200, 201, 204, 304, 400, 401, 403, 404, 405, 409, 412, 423, 429, 500, 503, 507]) {
      handler = (_, response) => response.writeHead(status).end();
      expect((await http.api("GET", "/x", { retries: 0 })).status).toBe(status);
    }
  });

  it("repeats a GET after 503 as often as allowed, and a POST never", async () => {
    handler = (_, response) => response.writeHead(503).end();
    expect((await http.api("GET", "/x", { retries: 2 })).status).toBe(503);
    expect(server.seen).toHaveLength(3);
    expect((await http.api("POST", "/x", { json: {} })).status).toBe(503);
    expect(server.seen).toHaveLength(4);
  });

  it("waits as long as Retry-After says, and not at all for longer than two minutes", async () => {
    const waits: number[] = [];
    let answers = ["3", "3600"];
    handler = (_, response) => {
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
    handler = (request, response) => {
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
    handler = (_, response) => response.end("<!doctype html><title>Login</title>");
    const page = await http.api("GET", "/x");
    expect(() => page.json()).toThrow(expect.objectContaining({ code: "auth/expired" }) as Error);
    handler = (_, response) => response.end("hello");
    const text = await http.api("GET", "/x");
    expect(() => text.json()).toThrow(expect.objectContaining({ code: "remote/failed" }) as Error);
  });

  it("refuses an answer that is longer than expected", async () => {
    handler = (_, response) => response.end(Buffer.alloc(5000));
    expect(isScanferryError(await fails(http.api("GET", "/x", { maxBytes: 4999 })), "remote/failed")).toBe(
      true,
    );
  });

  it("gives up after timeoutMs with net/timeout, and at once when aborted", async () => {
    handler = () => undefined;
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
    handler = (request) => request.socket.destroy();
    for (const error of [
      await fails(http.api("GET", "/", { retries: 0 })),
      await fails(http.bytes("GET", "/")),
    ]) {
      expect(isScanferryError(error, "net/reset"), inspect(error)).toBe(true);
    }
  });

  it("of something that is not HTTP are net/reset", async () => {
    handler = (request) => request.socket.end("SSH-2.0-OpenSSH\r\n");
    for (const error of [
      await fails(http.api("GET", "/", { retries: 0 })),
      await fails(http.bytes("GET", "/")),
    ]) {
      expect(isScanferryError(error, "net/reset"), inspect(error)).toBe(true);
    }
  });
});

describe("redirects", () => {
  it("are followed with the login on the same origin and without it elsewhere", async () => {
    const other = await serve((_, response) => response.end("other"));
    closers.push(() => other.close());
    handler = (request, response) => {
      if (request.url === "/away") response.writeHead(302, { location: `${other.url}/x` }).end();
      else if (request.url === "/near") response.writeHead(307, { location: "/here" }).end();
      else response.end("here");
    };
    const own = { headers: { "x-api-key": "mine", range: "bytes=0-" } };
    expect((await http.api("GET", "/near", own)).text).toBe("here");
    expect(server.seen.at(-1)?.headers.authorization).toBe(secret);
    expect((await http.api("GET", "/away", own)).text).toBe("other");
    expect(await (await http.bytes("GET", "/away", own)).text()).toBe("other");
    for (const { headers } of other.seen) {
      expect(headers.authorization).toBeUndefined();
      expect(headers["x-api-key"]).toBeUndefined();
      expect(headers.range).toBe("bytes=0-");
    }
    expect(other.seen).toHaveLength(2);
  });

  it("of writing requests and endless ones are given to the caller", async () => {
    handler = (_, response) => response.writeHead(301, { location: "/again" }).end();
    expect((await http.api("PUT", "/x", { body: "a" })).status).toBe(301);
    expect((await http.api("GET", "/x")).status).toBe(301);
    expect((await http.bytes("GET", "/x")).status).toBe(301);
    expect(server.seen.length).toBeLessThan(15);
  });

  it("never send the login to an absolute address of another origin", async () => {
    const other = await serve((_, response) => response.end("other"));
    closers.push(() => other.close());
    await http.api("GET", `${other.url}/x`);
    await (await http.bytes("GET", new URL(`${other.url}/x`))).dump();
    expect(other.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });
});

describe("bytes", () => {
  async function* pieces(...sizes: number[]): AsyncGenerator<Uint8Array> {
    for (const size of sizes) {
      await Promise.resolve();
      yield Buffer.alloc(size, 1);
    }
  }
  const counting: Handler = (request, response) => {
    let bytes = 0;
    request.on("data", (chunk: Buffer) => (bytes += chunk.length));
    request.on("end", () => response.end(String(bytes)));
  };

  it.each([
    ["shorter", [100_000, 99_999], 200_000],
    ["longer", [100_000, 100_001], 200_000],
    ["empty", [], 1],
    ["much longer", [300_000], 10],
  ])(
    "throws data/size-mismatch when the source is %s than announced, and the server never sees a whole upload",
    async (_, sizes, lengthBytes) => {
      let ended = 0;
      handler = (request, response) => {
        request.on("error", () => undefined);
        request.resume().on("end", () => {
          ended++;
          response.end();
        });
      };
      const error = await fails(http.bytes("PUT", "/x", { body: { lengthBytes, source: pieces(...sizes) } }));
      expect(isScanferryError(error, "data/size-mismatch"), inspect(error)).toBe(true);
      expect(ended).toBe(0);
    },
  );

  it("sends an empty body, a body of unknown length, and reports what was sent", async () => {
    handler = counting;
    expect(await (await http.bytes("PUT", "/x", { body: { lengthBytes: 0, source: pieces() } })).text()).toBe(
      "0",
    );
    expect(server.seen[0]?.headers["content-length"]).toBe("0");
    let sent = 0;
    const answer = await http.bytes("PUT", "/x", {
      body: { source: pieces(70_000, 5) },
      onSent: (bytes) => (sent += bytes),
    });
    expect([await answer.text(), sent]).toEqual(["70005", 70_005]);
    expect(server.seen[1]?.headers["transfer-encoding"]).toBe("chunked");
  });

  it("gives the source's own error, and closes the source when the server answers early", async () => {
    const own = new Error("the disk is gone");
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* pieces(10);
      throw Object.assign(own, { code: "EIO" });
    }
    handler = counting;
    const error = await fails(http.bytes("PUT", "/x", { body: { lengthBytes: 20, source: broken() } }));
    expect((error as { cause?: { message?: string } }).cause?.message).toBe(own.message);

    handler = (request, response) => {
      response.writeHead(413).end("too big");
      request.on("error", () => undefined);
    };
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield* pieces(65_536);
      } finally {
        closed = true;
      }
    }
    const outcome = await http
      .bytes("PUT", "/x", { body: { lengthBytes: 1e9, source: endless() } })
      .then(async (answer) => `${String(answer.status)} ${await answer.text()}`)
      // When the server closes at once, the system may drop its answer with the connection.
      .catch((caught: unknown) => (isScanferryError(caught) ? caught.code : String(caught)));
    expect(["413 too big", "net/reset"]).toContain(outcome);
    for (let turn = 0; turn < 200 && !closed; turn++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(closed).toBe(true);
  });

  it("stops a stalled upload and a stalled download with net/timeout", async () => {
    handler = (request) => {
      request.pause();
    };
    const up = await fails(
      http.bytes("PUT", "/x", {
        stallMs: 200,
        body: { lengthBytes: 1e8, source: pieces(...Array<number>(100).fill(1e6)) },
      }),
    );
    expect(isScanferryError(up, "net/timeout"), inspect(up)).toBe(true);
    handler = (_, response) => response.write("a");
    const down = await http.bytes("GET", "/x", { stallMs: 100 });
    expect(isScanferryError(await fails(down.text()), "net/timeout")).toBe(true);
    handler = () => undefined;
    expect(isScanferryError(await fails(http.bytes("GET", "/x", { answerMs: 100 })), "net/timeout")).toBe(
      true,
    );
  });

  it("stops at once when aborted in the middle of the body", async () => {
    handler = (_, response) => response.write(Buffer.alloc(1000));
    const stop = new AbortController();
    const answer = await http.bytes("GET", "/x", { signal: stop.signal });
    const reading = fails(answer.text());
    stop.abort();
    expect(isScanferryError(await reading, "aborted")).toBe(true);
  });

  it("leaves no timer behind: a script ends right after its upload", async () => {
    handler = counting;
    // process.getActiveResourcesInfo() lists each pending timer; undici's own fast timer may be one of them.
    const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    for (let n = 0; n < 20; n++)
      await (await http.bytes("PUT", "/x", { body: { lengthBytes: 5, source: pieces(5) } })).text();
    const after = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    expect(after - before).toBeLessThan(5);
  });
});

describe("secrets", () => {
  const token = "super-secret-token";

  it("appear in no error, its causes, its JSON or the log, whatever fails", async () => {
    const lines: string[] = [];
    const options: Partial<HttpOptions> = {
      log: (line) => lines.push(line),
      headers: { cookie: "JSESSIONID=session-secret" },
      retries: 0,
    };
    const gone = await serve(() => undefined);
    await gone.close();
    const errors: unknown[] = [];
    const collect = async (made: Http): Promise<void> => {
      errors.push(await fails(made.api("GET", "/x", { query: { token } })));
      errors.push(await fails(made.bytes("GET", "/x", { query: { token } })));
    };
    await collect(client({ ...options, baseUrl: gone.url }));
    handler = (request) => request.socket.destroy();
    await collect(client(options));
    // undici quotes a header value that it refuses.
    await collect(client({ ...options, authorization: "Bearer broken\nheader-secret" }));
    await collect(
      client({
        ...options,
        network: { proxy: { http: `http://user:proxy-secret@${new URL(gone.url).host}` } },
      }),
    );
    const text = [
      ...errors.map((error) => inspect(error, { depth: 12, showHidden: true }) + JSON.stringify(error)),
      ...lines,
    ].join("\n");
    expect(
      errors.every((error) => isScanferryError(error)),
      text,
    ).toBe(true);
    for (const hidden of [
      token,
      "correct-horse",
      secret,
      secret.slice(6),
      "session-secret",
      "header-secret",
      "proxy-secret",
    ]) {
      expect(text).not.toContain(hidden);
    }
    expect(lines.length).toBeGreaterThan(4);
  });

  it("are refused in the address", () => {
    const make = (): unknown => createHttp({ baseUrl: "https://jane:secret@example.org" });
    expect(make).toThrow(expect.objectContaining({ code: "input/invalid" }) as Error);
    expect(make).not.toThrow(/secret@/);
    expect(() => createHttp({ baseUrl: "ftp://example.org" })).toThrow("web address");
  });

  it("are blanked by redact in every form", () => {
    const text = redact("GET https://u:p%40ss@h/a?token=abc&n=1 Bearer abcdef.123 p@ss p%40ss", ["p@ss"]);
    expect(text).toBe("GET https://[hidden]@h/a?token=[hidden]&n=[hidden] Bearer [hidden] [hidden] [hidden]");
  });
});
