import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  ScanferryError,
  collect,
  createHttp,
  download,
  openFromHttp,
  type FileItem,
  type Http,
} from "../src/index.js";
import { quick } from "./support/run-downloads.js";
import { serve, type TestServer } from "./support/test-server.js";

/** A server whose tokens last for so many requests, and that may show every session a web page, as LORIS does for a second factor. */
let server: TestServer;
let http: Http;
let dir: string;
let token = "";
let left = 0;
let logins = 0;
let requestsPerToken = 0;
let page = false;

beforeEach(async () => {
  [token, left, logins, page] = ["t0", 0, 0, false];
  dir = await mkdtemp(join(tmpdir(), "scanferry-expiry-"));
  server = await serve((request, response) => {
    if (request.headers.authorization !== `Bearer ${token}` || left-- <= 0) {
      response.writeHead(401).end('{"error":"unauthorized"}');
    } else if (page) {
      response
        .writeHead(200, { "content-type": "text/html" })
        .end("<!DOCTYPE html><html>second factor</html>");
    } else response.end(`body of ${request.url ?? ""}`);
  });
  http = createHttp({ baseUrl: server.url, authorization: () => `Bearer ${token}` });
});
afterEach(async () => {
  await http.close();
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

/** As the LORIS client does: 401 says the same for a token that ended and for one that never was. */
const mapStatus = (status: number): ScanferryError | undefined =>
  status === 401 ? new ScanferryError("auth/expired", "ended") : undefined;
const items = (count: number): FileItem[] =>
  Array.from({ length: count }, (_, n) => ({
    id: String(n),
    target: `f${String(n)}`,
    open: openFromHttp(http, `/${String(n)}`, { mapStatus }),
  }));
const login = async (): Promise<void> => {
  logins++;
  // Long enough for the other workers to see the old token refused meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 20));
  token = `t${String(logins)}`;
  left = requestsPerToken;
};
const options = { ...quick, concurrency: 16, renew: login };

describe("a session that ends in the middle of sixteen workers", () => {
  it("costs one login each time, and no file", async () => {
    requestsPerToken = 40;
    const { done, failed } = await collect(download(items(100), dir, options));
    expect([done, failed]).toEqual([100, 0]);
    expect(logins).toBe(3);
  });

  it("stops everything when the login is refused: it is tried once, nothing half-written stays, the next run completes it", async () => {
    requestsPerToken = 40;
    const refusing = async (): Promise<void> => {
      if (logins === 0) return login();
      logins++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new ScanferryError("auth/rejected", "no");
    };
    const stopped = collect(download(items(100), dir, { ...options, renew: refusing }));
    await expect(stopped).rejects.toMatchObject({ code: "auth/rejected" });
    expect(logins).toBe(2);
    const names = await readdir(dir);
    expect(names.filter((name) => name.endsWith(".part") || name.endsWith(".json"))).toEqual([]);
    expect(names).toHaveLength(41);
    const next = await collect(download(items(100), dir, options));
    expect([next.done + next.unchanged, next.failed]).toEqual([100, 0]);
  });

  it("is renewed once when the new session is refused from the start, however many items there are", async () => {
    requestsPerToken = 1000;
    page = true;
    const { failed, results } = await collect(download(items(50), dir, options));
    expect(failed).toBe(50);
    expect(new Set(results.map(({ error }) => error?.code))).toEqual(new Set(["auth/expired"]));
    expect(logins).toBe(1);
    expect((await readdir(dir)).filter((name) => name !== ".scanferry")).toEqual([]);
  });
});
