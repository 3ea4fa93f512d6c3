import { createServer, type AddressInfo, type Socket } from "node:net";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";

import { isScanferryError } from "../src/index.js";
import { fails } from "./support/fails.js";
import type { Handler } from "./support/test-server.js";
import { client, closeLater, http, server, site, useHttp } from "./support/use-http.js";

useHttp();

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
      site.handler = (request, response) => {
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
    site.handler = counting;
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
    site.handler = counting;
    const error = await fails(http.bytes("PUT", "/x", { body: { lengthBytes: 20, source: broken() } }));
    expect((error as { cause?: { message?: string } }).cause?.message).toBe(own.message);

    site.handler = (request, response) => {
      response.writeHead(413).end("too big");
      request.on("error", () => undefined);
    };
    const source = { closed: false };
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield* pieces(65_536);
      } finally {
        source.closed = true;
      }
    }
    const outcome = await http
      .bytes("PUT", "/x", { body: { lengthBytes: 1e9, source: endless() } })
      .then(async (answer) => `${String(answer.status)} ${await answer.text()}`)
      // When the server closes at once, the system may drop its answer with the connection.
      .catch((caught: unknown) => (isScanferryError(caught) ? caught.code : String(caught)));
    expect(["413 too big", "net/reset"]).toContain(outcome);
    for (let turn = 0; turn < 200 && !source.closed; turn++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(source.closed).toBe(true);
  });

  it("stops a stalled upload and a stalled download with net/timeout", async () => {
    site.handler = (request) => {
      request.pause();
    };
    const up = await fails(
      http.bytes("PUT", "/x", {
        stallMs: 200,
        body: { lengthBytes: 1e8, source: pieces(...Array<number>(100).fill(1e6)) },
      }),
    );
    expect(isScanferryError(up, "net/timeout"), inspect(up)).toBe(true);
    site.handler = (_, response) => response.write("a");
    const down = await http.bytes("GET", "/x", { stallMs: 100 });
    expect(isScanferryError(await fails(down.text()), "net/timeout")).toBe(true);
    site.handler = () => undefined;
    expect(isScanferryError(await fails(http.bytes("GET", "/x", { answerMs: 100 })), "net/timeout")).toBe(
      true,
    );
  });

  it("stops at once when aborted in the middle of the body", async () => {
    site.handler = (_, response) => response.write(Buffer.alloc(1000));
    const stop = new AbortController();
    const answer = await http.bytes("GET", "/x", { signal: stop.signal });
    const reading = fails(answer.text());
    stop.abort();
    expect(isScanferryError(await reading, "aborted")).toBe(true);
  });

  it("holds the server up while nobody reads", async () => {
    let sentBytes = 0;
    const block = Buffer.alloc(1024 * 1024);
    site.handler = (_, response) => {
      response.writeHead(200, { "content-length": 64 * block.length });
      const more = (): void => {
        while (sentBytes < 64 * block.length) {
          sentBytes += block.length;
          if (!response.write(block)) return void response.once("drain", more);
        }
        response.end();
      };
      more();
    };
    const answer = await http.bytes("GET", "/x");
    let readBytes = 0;
    for await (const chunk of answer.body) {
      // Both ends live in this process: what has not moved for many turns of its loop is held up, however slow the machine is.
      if (readBytes === 0) {
        for (let still = 0, before = -1; still < 2000; before = sentBytes) {
          await new Promise((resolve) => setImmediate(resolve));
          still = sentBytes === before ? still + 1 : 0;
        }
        expect(sentBytes).toBeLessThan(48 * block.length);
      }
      readBytes += chunk.byteLength;
    }
    expect(readBytes).toBe(64 * block.length);
  });

  it("does not take a pause of the whole process for a stall: bytes that wait in the socket come first", async () => {
    const first = Buffer.alloc(1000, 1);
    let sendRest: () => void = () => undefined;
    site.handler = (_, response) => {
      response.writeHead(200, { "content-length": 2000 }).write(first);
      sendRest = () => response.end(first);
    };
    const answer = await http.bytes("GET", "/x", { stallMs: 500 });
    const body = answer.body[Symbol.asyncIterator]();
    expect((await body.next()).value).toEqual(first);
    const rest = body.next();
    sendRest();
    // The loop stands still for longer than the patience, while the bytes are on their way.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 800);
    expect((await rest).value).toEqual(first);
    expect((await body.next()).done).toBe(true);
  });

  it("cuts the connection when the reader has enough, and says nothing of it", async () => {
    const lines: string[] = [];
    const closed = new Promise<void>((resolve) => {
      site.handler = (_, response) => {
        response.on("close", resolve);
        response.write(Buffer.alloc(1000));
      };
    });
    const answer = await client({ log: (line) => lines.push(line) }).bytes("GET", "/x");
    for await (const chunk of answer.body) {
      expect(chunk.byteLength).toBe(1000);
      break;
    }
    await closed;
    expect(lines).toEqual([`GET ${server.url} 200`]);
  });

  it("does not wait for a connection when it is aborted", async () => {
    // Something that accepts and says nothing: the TLS handshake stays open.
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    closeLater(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => mute.close(resolve));
    });
    const port = String((mute.address() as AddressInfo).port);
    const far = client({ baseUrl: `https://127.0.0.1:${port}` });
    const stop = new AbortController();
    const asking = fails(far.bytes("GET", "/x", { signal: stop.signal }));
    setTimeout(() => {
      stop.abort();
    }, 20);
    expect(isScanferryError(await asking, "aborted")).toBe(true);
  });

  it("leaves no timer behind: a script ends right after its upload", async () => {
    site.handler = counting;
    // process.getActiveResourcesInfo() lists each pending timer; undici's own fast timer may be one of them.
    const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    for (let n = 0; n < 20; n++)
      await (await http.bytes("PUT", "/x", { body: { lengthBytes: 5, source: pieces(5) } })).text();
    const after = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    expect(after - before).toBeLessThan(5);
  });
});
