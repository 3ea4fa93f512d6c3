import { readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { ScanferryError, type BundleEntry, type BundleItem, type TransferEvent } from "../src/index.js";
import { one } from "./support/download-items.js";
import { noise } from "./support/noise.js";
import { run } from "./support/run-downloads.js";
import { sha256 } from "./support/sha256.js";
import { dir, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

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
  const bundle = (plans: Plan[]): { item: BundleItem; reads: string[] } => {
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

  it("does not take the place of another item's file, unless it is told to", async () => {
    await run([bundle([{}]).item]);
    const { item } = bundle([{}]);
    const { results } = await run([{ ...item, id: "C" }]);
    expect(results.map(({ error }) => error?.code)).toEqual(Array(3).fill("data/unsafe-path"));
    expect((await run([{ ...item, id: "C", exclusive: false }])).unchanged).toBe(3);
  });

  it("that comes to another folder is told of once", async () => {
    const warnings: string[] = [];
    const onEvent = (event: TransferEvent): void => {
      if (event.type === "warning") warnings.push(event.message);
    };
    await run([bundle([{}]).item], { onEvent });
    const { item } = bundle([{}]);
    await run([{ ...item, target: "elsewhere" }], { onEvent });
    expect(warnings).toEqual([
      "3 items get another name than before, and what stands under the earlier name is left there.",
    ]);
  });
});
