import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { describe, expect, it } from "vitest";

import { createHttp, type Http } from "../src/index.js";

/** A server that takes connections and never says a word of TLS, and a client for it. */
async function muteServer(): Promise<{ server: Server; connected: Promise<[Socket]>; http: Http }> {
  const server = createServer();
  const connected = once(server, "connection") as Promise<[Socket]>;
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const http = createHttp({
    baseUrl: `https://127.0.0.1:${String(port)}`,
    network: { connectMs: 60_000 },
  });
  return { server, connected, http };
}

describe("closing the client", () => {
  it("ends connections that are still being made: nobody waits for their time limit", async () => {
    const { server, connected, http } = await muteServer();
    const stop = new AbortController();
    const answer = http.bytes("GET", "/", { signal: stop.signal }).catch((error: unknown) => error);
    const [socket] = await connected;
    const ended = once(socket.resume(), "close");
    stop.abort();
    expect(await answer).toMatchObject({ code: "aborted" });
    await http.close();
    await ended;
    server.close();
    await once(server, "close");
  });

  it("fails a call that waits for its connection, and the next call connects anew", async () => {
    const { server, connected, http } = await muteServer();
    const answer = http.bytes("GET", "/").catch((error: unknown) => error);
    await connected;
    await http.close();
    expect(await answer).toMatchObject({ code: "net/reset" });
    const again = once(server, "connection") as Promise<[Socket]>;
    const second = http.bytes("GET", "/").catch((error: unknown) => error);
    const [socket] = await again;
    socket.destroy();
    expect(await second).toMatchObject({ code: expect.stringMatching(/^net\//) as string });
    await http.close();
    server.close();
  });
});
