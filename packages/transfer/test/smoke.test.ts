import { createServer } from "node:http";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  createHttp,
  openJournal,
  runPool,
  PathClaims,
  resolveInside,
  isScanferryError,
} from "../src/index.js";

it("works in the small", async () => {
  const server = createServer((request, response) => {
    let bytes = 0;
    request.on("data", (c: Buffer) => (bytes += c.length));
    request.on("end", () => {
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({ method: request.method, url: request.url, headers: request.headers, bytes }),
      );
    });
  });
  await new Promise<void>((r) => server.listen(0, "127.0.0.1", r));
  const { port } = server.address() as { port: number };
  const http = createHttp({ baseUrl: `http://127.0.0.1:${port}/x/`, authorization: "Basic abc" });
  const a = await http.api("PROPFIND", "/a b/c", { body: "<x/>", query: { q: 1 } });
  console.log(a.json());
  async function* src() {
    yield Buffer.alloc(300000);
    yield Buffer.alloc(5);
  }
  const b = await http.bytes("PUT", "up", { body: { lengthBytes: 300005, source: src() } });
  console.log(b.status, await b.text());
  const e = await http
    .bytes("PUT", "up", { body: { lengthBytes: 300006, source: src() } })
    .catch((e: unknown) => e);
  console.log(e);
  const e2 = await http
    .bytes("PUT", "up", { body: { lengthBytes: 300001, source: src() } })
    .catch((e: unknown) => e);
  console.log(String(e2));
  const c = await createHttp({ baseUrl: "http://127.0.0.1:1", retries: 0 })
    .api("GET", "/")
    .catch((e: unknown) => e);
  console.log(String(c));
  await http.close();
  server.close();
  const dir = await mkdtemp(join(tmpdir(), "t-"));
  const j = await openJournal(join(dir, "j"));
  const p = await j.append({ id: 'a"b', password: 'x"y\\z' });
  await j.append({ b: 1 });
  await j.blank(p, "password");
  for await (const r of j.read()) console.log(r);
  expect(isScanferryError(await openJournal(join(dir, "j")).catch((e: unknown) => e), "local/busy")).toBe(
    true,
  );
  await j.close();
  const out: number[] = [];
  for await (const r of runPool([1, 2, 3, 4, 5], async (n) => n * 2, { concurrency: 2 })) out.push(r);
  expect(out).toEqual([2, 4, 6, 8, 10]);
  new PathClaims().claim("a/b");
  console.log(await resolveInside(dir, "a/b/c"));
});
