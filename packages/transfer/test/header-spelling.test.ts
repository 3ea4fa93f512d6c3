import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { createHttp, openFromHttp, type Http } from "../src/index.js";

// node:http lower-cases what it parses, so the requests are read off a plain socket.
let server: Server;
let received = "";
let http: Http;

beforeEach(async () => {
  received = "";
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      received += data.toString("latin1");
      if (!received.endsWith("\r\n\r\n") && !received.endsWith("}")) return;
      socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  http = createHttp({
    baseUrl: `http://127.0.0.1:${String(port)}`,
    authorization: "Bearer secret-token",
    headers: { "X-Own": "1", "x-twice": "client" },
  });
});
afterEach(async () => {
  await http.close();
  await new Promise((resolve) => server.close(resolve));
});

const headerLines = (): string[] => received.split("\r\n\r\n")[0]?.split("\r\n").slice(1) ?? [];
const named = (name: string): string[] =>
  headerLines().filter((line) => line.toLowerCase().startsWith(`${name}:`));

describe("header names on the wire", () => {
  it("are spelled as given by api(), which PREVENT-AD's LORIS insists on for Authorization", async () => {
    await http.api("POST", "/x", { json: {}, headers: { "X-Twice": "call" }, retries: 0 });
    expect(named("authorization")).toEqual(["Authorization: Bearer secret-token"]);
    expect(named("x-own")).toEqual(["X-Own: 1"]);
    expect(named("x-twice")).toEqual(["X-Twice: call"]);
    expect(named("content-type")).toEqual(["Content-Type: application/json"]);
  });

  it("are spelled as given by bytes(), one header per name", async () => {
    const answer = await http.bytes("GET", "/x", { headers: { "X-Twice": "call", "accept-encoding": "br" } });
    await answer.dump();
    expect(named("authorization")).toEqual(["Authorization: Bearer secret-token"]);
    expect(named("x-twice")).toEqual(["X-Twice: call"]);
    expect(named("accept-encoding")).toEqual(["accept-encoding: br"]);
  });

  it("are the usual ones in the questions of openFromHttp()", async () => {
    const { signal } = new AbortController();
    const opened = await openFromHttp(http, "/x")({ fromByte: 0, knownEtag: "abc", signal });
    expect(opened.status).toBe("full");
    expect(named("if-none-match")).toEqual(["If-None-Match: abc"]);
  });
});
