import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isScanferryError, streamJson, type JsonItem, type StreamJsonOptions } from "../src/index.js";

/** A body that arrives in pieces of the given sizes, over and over. */
async function* pieces(
  data: Uint8Array | string,
  sizes: readonly number[] = [7],
): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(data);
  for (let start = 0, turn = 0; start < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield await Promise.resolve(bytes.subarray(start, start + size));
    start += size;
  }
}

async function all(
  data: Uint8Array | string,
  paths: readonly string[],
  options?: StreamJsonOptions & { sizes?: readonly number[] },
): Promise<JsonItem[]> {
  const items: JsonItem[] = [];
  for await (const item of streamJson(pieces(data, options?.sizes), paths, options)) items.push(item);
  return items;
}

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const listing = {
  Meta: { Project: "loris" },
  Images: [
    { Candidate: "1000101", Visit: "PREBL00" },
    { Candidate: "1000102", Visit: "été \u{1F9E0}" },
  ],
  SessionFiles: [{ TsvLink: "/a_scans.tsv" }],
  Projects: { Rye: { useEDC: "false" }, Pumpernickel: { useEDC: "true" } },
};

describe("streamJson", () => {
  it("gives the values of each path with their keys, and says which path led to them", async () => {
    const text = JSON.stringify(listing);
    expect(await all(text, ["$.Images.*", "$.SessionFiles.*", "$.Projects.*"])).toEqual([
      { path: "$.Images.*", key: 0, value: listing.Images[0] },
      { path: "$.Images.*", key: 1, value: listing.Images[1] },
      { path: "$.SessionFiles.*", key: 0, value: listing.SessionFiles[0] },
      { path: "$.Projects.*", key: "Rye", value: listing.Projects.Rye },
      { path: "$.Projects.*", key: "Pumpernickel", value: listing.Projects.Pumpernickel },
    ]);
    expect(await all("[[1],[2]]", ["$.*"])).toEqual([
      { path: "$.*", key: 0, value: [1] },
      { path: "$.*", key: 1, value: [2] },
    ]);
    expect(await all(text, ["$.Meta.Project", "$.Absent.*"])).toEqual([
      { path: "$.Meta.Project", key: "Project", value: "loris" },
    ]);
  });

  it("agrees with JSON.parse on any JSON, cut into any pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 4, stringUnit: "binary" }), { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (list, sizes, ascii) => {
          let text = JSON.stringify({ before: list, list });
          // As PHP writes it: \u escapes and escaped slashes.
          if (ascii)
            text = text
              .replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)
              .replaceAll("/", "\\/");
          const { list: expected } = JSON.parse(text) as { list: unknown[] };
          const found = await all(text, ["$.list.*"], { sizes });
          expect(found.map(({ key }) => key)).toEqual(expected.map((_, index) => index));
          expect(JSON.stringify(found.map(({ value }) => value))).toBe(JSON.stringify(expected));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("finds every cut of the text, and gives what was whole before it", async () => {
    const text = JSON.stringify(listing);
    for (let length = 0; length < text.length; length++) {
      const found: unknown[] = [];
      const error = await errorOf(
        (async () => {
          const body = pieces(Buffer.from(text).subarray(0, length), [64]);
          for await (const { value } of streamJson(body, ["$.Images.*"])) found.push(value);
        })(),
      );
      expect(isScanferryError(error, "remote/failed") && error.retryable, `cut at ${String(length)}`).toBe(
        true,
      );
      expect(listing.Images.slice(0, found.length)).toEqual(found);
    }
  });

  it("finds single flipped structure bytes and never quotes the text", async () => {
    for (const broken of [
      '{"Images":[{"Candidate":"1000101"}}',
      '{"Images":[{1000101}]}',
      '{"Images":[]}1000101',
    ]) {
      const error = await errorOf(all(broken, ["$.Images.*"]));
      expect(isScanferryError(error, "remote/failed")).toBe(true);
      expect(JSON.stringify([error, String((error as Error).cause)])).not.toContain("1000101");
    }
  });

  it.each([[[1]], [[3, 1]], [[100_000]]])("knows a web page in pieces of %j bytes", async (sizes) => {
    const page = `\uFEFF\n \t<!-- ${"x".repeat(500)} --><!DOCTYPE html><html><body>Please log in</body></html>`;
    expect(await errorOf(all(page, ["$.*"], { sizes }))).toMatchObject({ code: "auth/expired" });
    expect(await errorOf(all("<br />\n<b>Warning</b>: {}", ["$.*"], { sizes }))).toMatchObject({
      code: "remote/failed",
      retryable: false,
    });
  });

  it.each([
    ["nothing", "", true],
    ["white space", " ".repeat(10_000), true],
    ["no JSON", "oops", false],
    ["text that is no UTF-8", Buffer.from([0x5b, 0x22, 0xc3, 0x28, 0x22, 0x5d]), false],
  ])("refuses %s", async (_, text, retryable) => {
    expect(await errorOf(all(text, ["$.*"]))).toMatchObject({ code: "remote/failed", retryable });
  });

  it("takes a byte order mark and white space on either side", async () => {
    for (const sizes of [[1], [2], [1000]]) {
      expect(await all("\uFEFF \r\n[1]\n\n", ["$.*"], { sizes })).toEqual([
        { path: "$.*", key: 0, value: 1 },
      ]);
    }
  });

  it("refuses one value that is too long, a text among skipped ones too, and takes many short ones", async () => {
    const long = "x".repeat(5000);
    const options = { maxItemBytes: 1000, sizes: [512] };
    for (const text of [JSON.stringify({ a: [{ long }] }), JSON.stringify({ long, a: [] })]) {
      const error = await errorOf(all(text, ["$.a.*"], options));
      expect(error).toMatchObject({ code: "remote/failed", details: { maxItemBytes: 1000 } });
    }
    const many = Array.from({ length: 500 }, () => ({ text: "é".repeat(100) }));
    expect(await all(JSON.stringify({ skipped: many, a: many }), ["$.a.*"], options)).toHaveLength(500);
  });

  it("refuses what is nested too deep", async () => {
    const deep = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(await all(deep(64), ["$.*"])).toHaveLength(1);
    expect(await errorOf(all(deep(65), ["$.*"]))).toMatchObject({ details: { maxDepth: 64 } });
    expect(await errorOf(all("[".repeat(1_000_000), ["$.*"]))).toMatchObject({ details: { maxDepth: 64 } });
  });

  it("does not let the server's names reach a prototype", async () => {
    const [item] = await all('{"list":[{"__proto__":{"polluted":true}}]}', ["$.list.*"]);
    expect(Object.getPrototypeOf(item?.value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("refuses a path that it cannot read", async () => {
    for (const path of ["Images.*", "$", "$..x", ""])
      expect(await errorOf(all("[]", [path]))).toMatchObject({ code: "input/invalid" });
  });

  it("takes nothing more off the body while nobody reads, and closes it when the reader stops", async () => {
    let taken = 0;
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from("[0");
        for (;;) {
          taken++;
          yield await Promise.resolve(Buffer.from(",1"));
        }
      } finally {
        closed = true;
      }
    }
    for await (const { key } of streamJson(endless(), ["$.*"])) if (key === 9) break;
    expect(taken).toBeLessThan(15);
    expect(closed).toBe(true);
  });

  it("passes an error of the body on as it is", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from("[1,"));
      throw new TypeError("the line broke");
    }
    const error = await errorOf(
      (async () => {
        for await (const { value } of streamJson(broken(), ["$.*"])) expect(value).toBe(1);
      })(),
    );
    expect(error).toBeInstanceOf(TypeError);
  });
});
