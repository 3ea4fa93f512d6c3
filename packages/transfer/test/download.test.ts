import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import {
  ScanferryError,
  collect,
  createHttp,
  download,
  isScanferryError,
  openFromHttp,
  type BundleEntry,
  type FileItem,
  type Http,
  type TransferEvent,
  type TransferItem,
} from "../src/index.js";
import { FaultServer } from "./support/fault-server.js";
import { noise } from "./support/noise.js";

const content = noise(300_000);
const sha256 = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");
const quick = { sleep: () => Promise.resolve(), random: () => 0 };

let dir: string;
let server: FaultServer;
let http: Http;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "scanferry-download-"));
  server = await new FaultServer({ content }).listen();
  http = createHttp({ baseUrl: server.url, network: { stallMs: 2000 } });
});
afterEach(async () => {
  await http.close();
  await server.close();
  await rm(dir, { recursive: true, force: true });
});

const item = (more: Partial<FileItem> = {}): FileItem => ({
  id: "a",
  target: "a.bin",
  open: openFromHttp(http, "/a"),
  ...more,
});
const run = (
  items: TransferItem[],
  options: Parameters<typeof download>[2] = {},
): ReturnType<typeof collect> => collect(download(items, dir, { ...quick, ...options }));
async function* one(data: Uint8Array | string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield typeof data === "string" ? Buffer.from(data) : data;
}
const given = (id: string, data: Uint8Array | string): FileItem => ({
  id,
  target: id,
  open: () => Promise.resolve({ status: "full", body: one(data) }),
});
const visible = async (): Promise<string[]> =>
  (await readdir(dir)).filter((name) => name !== ".scanferry").sort();

describe("resume over two runs", () => {
  const cutRun = async (): Promise<void> => {
    server.faults = [{ kind: "cut", percent: 50, times: 1 }];
    expect((await run([item()], { retries: 0 })).failed).toBe(1);
    expect(await visible()).toEqual(["a.bin.part", "a.bin.part.json"]);
  };

  it("asks for the rest only", async () => {
    await cutRun();
    expect((await run([item()])).done).toBe(1);
    expect(server.seen[1]?.headers).toMatchObject({ range: "bytes=150000-", "if-range": '"v1"' });
    expect(server.seen[1]?.status).toBe(206);
    expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
    expect(await visible()).toEqual(["a.bin"]);
  });

  it.each([
    ["with If-Range", false],
    ["although the server ignores If-Range", true],
  ])("begins anew when the remote file changed, %s", async (_, ignoreIfRange) => {
    await cutRun();
    const changed = noise(300_000, 7);
    server.options = { content: changed, etag: '"v2"', ignoreIfRange };
    expect((await run([item()])).done).toBe(1);
    expect((await readFile(join(dir, "a.bin"))).equals(changed)).toBe(true);
  });

  it("finishes a part that has all bytes (killed before the rename): 416 is not an error", async () => {
    await cutRun();
    await writeFile(join(dir, "a.bin.part"), content);
    expect((await run([item()])).done).toBe(1);
    expect(server.seen.at(-1)?.status).toBe(416);
    expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
  });

  it.each([
    ["too long", Buffer.concat([content, content])],
    ["empty", Buffer.alloc(0)],
  ])("begins anew with a part that is %s", async (_, part) => {
    await cutRun();
    await writeFile(join(dir, "a.bin.part"), part);
    expect((await run([item()])).done).toBe(1);
    expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
  });

  it("begins anew when the note beside the part is cut at any byte or belongs to another item", async () => {
    await cutRun();
    const note = await readFile(join(dir, "a.bin.part.json"));
    const other = Buffer.from(note.toString().replace('"id":"a"', '"id":"b"'));
    for (const text of [note.subarray(0, 0), note.subarray(0, 5), note.subarray(0, note.length - 3), other]) {
      await rm(join(dir, "a.bin"), { force: true });
      await writeFile(join(dir, "a.bin.part"), noise(1000, 99));
      await writeFile(join(dir, "a.bin.part.json"), text);
      expect((await run([item()], { journal: false })).done).toBe(1);
      expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
    }
  });

  it("finds wrong bytes in a part by the digest and begins anew", async () => {
    await cutRun();
    await writeFile(join(dir, "a.bin.part"), noise(150_000, 5));
    expect((await run([item({ expect: { sha256: sha256(content) } })])).done).toBe(1);
    expect(server.seen.map(({ status }) => status)).toEqual([200, 206, 200]);
    expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
  });
});

describe("a second run", () => {
  it("asks nothing when digest or length agree, and 304 when only an ETag is known", async () => {
    const known = { sizeBytes: content.length, expect: { sha256: sha256(content) } };
    await run([item(known)]);
    expect((await run([item(known)])).unchanged).toBe(1);
    expect(server.seen).toHaveLength(1);
    expect((await run([item()])).unchanged).toBe(1);
    expect(server.seen[1]?.headers["if-none-match"]).toBe('"v1"');
    expect(server.seen[1]?.status).toBe(304);
  });

  it("brings a file again that was changed here or on the server", async () => {
    await run([item()]);
    await writeFile(join(dir, "a.bin"), "edited");
    expect((await run([item()])).done).toBe(1);
    server.options = { content: noise(10), etag: '"v2"' };
    expect((await run([item()])).done).toBe(1);
    expect((await readFile(join(dir, "a.bin"))).length).toBe(10);
  });

  it("takes a file of foreign origin as unchanged by its digest alone, never by its length", async () => {
    await writeFile(join(dir, "a.bin"), content);
    expect(
      (await run([item({ expect: { md5: createHash("md5").update(content).digest("hex").toUpperCase() } })]))
        .unchanged,
    ).toBe(1);
    await rm(join(dir, ".scanferry"), { recursive: true });
    await writeFile(join(dir, "a.bin"), noise(content.length, 3));
    expect((await run([item({ sizeBytes: content.length })])).done).toBe(1);
    expect((await readFile(join(dir, "a.bin"))).equals(content)).toBe(true);
  });
});

describe("paths", () => {
  it("are refused item by item, and the others go on", async () => {
    await symlink(tmpdir(), join(dir, "link"));
    const targets = [
      "../a",
      "/etc/a",
      "ok/a",
      "OK/A",
      "a\0",
      "nul",
      "x.part",
      "x.PART.json",
      ".scanferry/journal.ndjson",
      "link/a",
      "ok/b",
    ];
    const { results, done, failed } = await run(
      targets.map((target, n) => ({ ...given(String(n), "x"), target })),
    );
    expect([done, failed]).toEqual([2, 9]);
    expect(
      results
        .filter(({ error }) => error !== undefined)
        .every(({ error }) => error?.code === "data/unsafe-path"),
    ).toBe(true);
  });

  it("may have names as long as the file system takes", async () => {
    const name = "n".repeat(255);
    expect((await run([given(name, "x")])).done).toBe(1);
    expect(await visible()).toEqual([name]);
  });

  it("do not follow a link planted under the name of the part", async () => {
    const victim = join(dir, "victim");
    await writeFile(victim, "precious");
    await symlink(victim, join(dir, "a.bin.part"));
    const { results } = await run([item()]);
    expect(results[0]?.error?.code).toBe("local/denied");
    expect(await readFile(victim, "utf8")).toBe("precious");
  });
});

describe("what stops everything", () => {
  it("is a refused login: the other workers end and the error is thrown", async () => {
    const refused = new ScanferryError("auth/rejected", "no");
    let asked = 0;
    const items = Array.from({ length: 50 }, (_, n) => ({
      ...given(`f${String(n)}`, "x"),
      open: () => {
        asked++;
        return Promise.reject(refused);
      },
    }));
    await expect(run(items, { concurrency: 4 })).rejects.toBe(refused);
    expect(asked).toBeLessThanOrEqual(4);
  });

  it("is a full disk: the error is thrown, the parts that can be continued stay", async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write '/data/sub-Jane'"), {
      code: "ENOSPC",
    });
    async function* body(): AsyncGenerator<Uint8Array> {
      yield content.subarray(0, 100_000);
      await Promise.resolve();
      throw full;
    }
    const items = [
      item({ open: () => Promise.resolve({ status: "full", etag: '"v1"', body: body() }) }),
      given("b", "x"),
    ];
    const error = await run(items, { concurrency: 1 }).catch((caught: unknown) => caught);
    expect(isScanferryError(error, "local/no-space")).toBe(true);
    expect(JSON.stringify(error)).not.toContain("Jane");
    expect(await visible()).toEqual(["a.bin.part", "a.bin.part.json"]);
    expect((await stat(join(dir, "a.bin.part"))).size).toBe(100_000);
  });

  it("is an abort: nothing new begins, the part stays, and the next run goes on from there", async () => {
    server.faults = [{ kind: "stall", percent: 50, times: 1 }];
    const stop = new AbortController();
    const events: TransferEvent[] = [];
    let written = 0;
    const onEvent = (event: TransferEvent): void => {
      events.push(event);
      if (event.type !== "progress") return;
      written = event.bytes;
      if (written >= 150_000) stop.abort();
    };
    await expect(
      run([item(), given("b", "x")], { concurrency: 1, signal: stop.signal, onEvent, progressMs: 0 }),
    ).rejects.toMatchObject({ code: "aborted" });
    expect(events.at(-1)?.type).toBe("summary");
    expect(await visible()).toEqual(["a.bin.part", "a.bin.part.json"]);
    expect((await run([item()])).done).toBe(1);
    expect(server.seen.at(-1)?.status).toBe(206);
  });
});

describe("an expired session", () => {
  it("leads to one login for all workers", async () => {
    server.session = false;
    let logins = 0;
    const renew = async (): Promise<void> => {
      logins++;
      await new Promise((resolve) => setTimeout(resolve, 30));
      server.session = true;
    };
    const items = Array.from({ length: 20 }, (_, n) => item({ id: String(n), target: `${String(n)}.bin` }));
    expect((await run(items, { concurrency: 8, renew })).done).toBe(20);
    expect(logins).toBe(1);
  });

  it("stops everything after one refused login", async () => {
    server.session = false;
    let logins = 0;
    const renew = (): Promise<void> => {
      logins++;
      return Promise.reject(new ScanferryError("auth/rejected", "no"));
    };
    const items = Array.from({ length: 20 }, (_, n) => item({ id: String(n), target: `${String(n)}.bin` }));
    await expect(run(items, { concurrency: 8, renew })).rejects.toMatchObject({ code: "auth/rejected" });
    expect(logins).toBe(1);
  });
});

describe("a dry run", () => {
  it("writes nothing, asks nothing and says what it would do", async () => {
    await rm(dir, { recursive: true });
    const { results } = await run([item({ sizeBytes: 7 }), { ...given("b", "x"), target: "../b" }], {
      dryRun: true,
      concurrency: 1,
    });
    expect(results.map(({ status }) => status)).toEqual(["planned", "failed"]);
    expect(results[0]?.bytes).toBe(7);
    await expect(stat(dir)).rejects.toMatchObject({ code: "ENOENT" });
    expect(server.seen).toHaveLength(0);
  });

  it("knows what is there already, and leaves the journal as it is", async () => {
    const known = { sizeBytes: content.length, expect: { sha256: sha256(content) } };
    await run([item(known)]);
    const before = await readFile(join(dir, ".scanferry/journal.ndjson"), "utf8");
    expect((await run([item(known)], { dryRun: true })).unchanged).toBe(1);
    expect(await readFile(join(dir, ".scanferry/journal.ndjson"), "utf8")).toBe(before);
  });
});

describe("events", () => {
  it("tell of each item from plan to result, and of the sum at the end", async () => {
    server.faults = [{ kind: "status", status: 503, times: 1 }];
    const events: TransferEvent[] = [];
    await run([item({ sizeBytes: content.length })], {
      onEvent: (event) => events.push(event),
      progressMs: 0,
    });
    expect(events[0]).toEqual({
      type: "plan",
      id: "a",
      target: "a.bin",
      action: "download",
      sizeBytes: content.length,
    });
    expect(events[1]).toMatchObject({ type: "retry", id: "a", attempt: 1, error: { code: "remote/busy" } });
    expect(events[2]).toEqual({
      type: "start",
      id: "a",
      target: "a.bin",
      action: "download",
      fromByte: 0,
      sizeBytes: content.length,
    });
    const progress = events.filter((event) => event.type === "progress").map(({ bytes }) => bytes);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(content.length);
    expect(events.at(-2)).toMatchObject({
      type: "result",
      status: "done",
      bytes: content.length,
      sha256: sha256(content),
      etag: '"v1"',
    });
    expect(events.at(-1)).toMatchObject({ type: "summary", done: 1, failed: 0, bytes: content.length });
  });
});

describe("a second process", () => {
  it("is kept out of the same folder", async () => {
    const first = download([item()], dir, quick);
    await first.next();
    await expect(run([item()])).rejects.toMatchObject({ code: "local/busy" });
    await first.return();
    expect((await run([item()])).unchanged).toBe(1);
  });
});

describe("a bundle", () => {
  const files = new Map([
    ["S1/1.dcm", noise(5000, 1)],
    ["S1/2.dcm", noise(5000, 2)],
    ["S2/1.dcm", noise(5000, 3)],
  ]);
  interface Plan {
    breakAt?: string;
    flip?: string;
    extra?: BundleEntry[];
  }
  const bundle = (plans: Plan[]): { item: TransferItem; reads: string[] } => {
    const reads: string[] = [];
    const entries = async function* (): AsyncGenerator<BundleEntry> {
      const plan = plans.length > 1 ? plans.shift() : plans[0];
      for (const [path, data] of files) {
        const body = async function* (): AsyncGenerator<Uint8Array> {
          yield data.subarray(0, 2000);
          await Promise.resolve();
          if (plan?.breakAt === path) throw new ScanferryError("net/reset", "cut", { retryable: true });
          reads.push(path);
          yield plan?.flip === path ? noise(3000, 77) : data.subarray(2000);
        };
        yield { path, sizeBytes: data.length, expect: { sha256: sha256(data) }, body: body() };
      }
      yield* plan?.extra ?? [];
    };
    return { item: { id: "B", target: "out", entries }, reads };
  };
  const whole = async (): Promise<void> => {
    for (const [path, data] of files)
      expect((await readFile(join(dir, "out", path))).equals(data)).toBe(true);
  };

  it("gives one result per file, each verified and renamed", async () => {
    const { results } = await run([bundle([{}]).item]);
    expect(results.map(({ id, target, status }) => [id, target, status])).toEqual(
      [...files.keys()].map((path) => [`B/${path}`, `out/${path}`, "done"]),
    );
    await whole();
    expect((await run([bundle([{}]).item])).unchanged).toBe(3);
  });

  it("is read again after a cut, passes over what is finished, and reports each file once", async () => {
    const { item: cut, reads } = bundle([{ breakAt: "S1/2.dcm" }, {}]);
    const { results } = await run([cut]);
    expect(results.map(({ id, status }) => [id, status])).toEqual(
      [...files.keys()].map((path) => [`B/${path}`, "done"]),
    );
    // The finished first file is read to its end again: a forward reader needs that.
    expect(reads).toEqual(["S1/1.dcm", "S1/1.dcm", "S1/2.dcm", "S2/1.dcm"]);
    await whole();
  });

  it("is read once more for a wrong file, which then fails alone", async () => {
    expect((await run([bundle([{ flip: "S1/1.dcm" }, {}]).item])).done).toBe(3);
    await rm(join(dir, "out"), { recursive: true });
    const { results } = await run([bundle([{ flip: "S1/1.dcm" }]).item]);
    expect(results.map(({ status, error }) => error?.code ?? status)).toEqual([
      "data/checksum-mismatch",
      "done",
      "done",
    ]);
    expect((await readdir(join(dir, "out/S1"))).sort()).toEqual(["2.dcm"]);
  });

  it("with unsafe names gives failed results for these alone, and their bytes are read over", async () => {
    let drained = 0;
    const body = async function* (): AsyncGenerator<Uint8Array> {
      yield* one("evil");
      drained++;
    };
    const extra = ["../x", "s1/1.dcm", "/abs", "S1/1.dcm"].map((path) => ({ path, body: body() }));
    const { done, failed } = await run([bundle([{ extra }]).item]);
    expect([done, failed, drained]).toEqual([3, 4, 4]);
    await whole();
  });

  it("that breaks for ever gives a failed result for itself", async () => {
    const { results } = await run([bundle([{ breakAt: "S1/2.dcm" }]).item], { retries: 2 });
    expect(results.map(({ id, status }) => [id, status])).toEqual([
      ["B/S1/1.dcm", "done"],
      ["B", "failed"],
    ]);
    expect(await readdir(join(dir, "out/S1"))).toEqual(["1.dcm"]);
  });
});

describe("content checks", () => {
  it.each([
    ["an HTML page under another name", "page.dcm", "<!doctype html><html></html>", "auth/expired"],
    ["text named .nii", "a.nii", "error: no such file", "data/corrupt"],
    ["text named .nii.gz", "a.nii.gz", "x", "data/corrupt"],
    ["an empty .nii.gz", "b.nii.gz", "", "data/corrupt"],
    ["text named .mnc", "a.mnc", "oops, not found", "data/corrupt"],
  ])("refuse %s and leave nothing", async (_, name, text, code) => {
    const { results } = await run([given(name, text)]);
    expect(results[0]?.error?.code).toBe(code);
    expect(await visible()).toEqual([]);
  });

  it("are replaced by an item's own", async () => {
    const { done } = await run([{ ...given("a.nii", "no image, but wanted"), checks: [] }]);
    expect(done).toBe(1);
  });
});

it("makes folders where they are missing and keeps what was there", async () => {
  await mkdir(join(dir, "old"));
  await writeFile(join(dir, "old/note.txt"), "mine");
  expect((await run([{ ...given("x", "1"), target: "old/deep/er/x" }])).done).toBe(1);
  expect(await readFile(join(dir, "old/note.txt"), "utf8")).toBe("mine");
});
