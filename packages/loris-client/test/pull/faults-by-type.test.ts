import { describe, expect, it } from "vitest";

import { usePull, type PullStage } from "./support/use-pull.js";

const ways = [
  { way: "MINC from v28", dialect: "v28", type: "minc", scanType: "t1", image: /\/images\/[^/]+\.mnc$/ },
  { way: "BIDS from v28", dialect: "v28", type: "bids", scanType: "t1", image: /\/format\/nifti$/ },
] as const;

/** Damage that the next try mends; struck once. */
const passing = [
  ["a reset", { kind: "reset" }],
  ["a cut in the middle", { kind: "cutAtPercent", percent: 50 }],
  ["a cut behind the last byte but one", { kind: "cutAtPercent", percent: 99 }],
  ["a length that does not agree", { kind: "wrongLength", delta: 7 }],
  ["a bit that fell over in the head", { kind: "flipByte", at: 2 }],
  ["a server error with a web page", { kind: "status", status: 500, body: "<html>500</html>" }],
  ["a busy server", { kind: "status", status: 503 }],
] as const;

/** Damage that stays: one image fails, nothing of it is stored, the others are there, and the next run completes it. */
const staying = [
  ["a login page instead of the image", { kind: "html" }, /^auth\//],
  ["a page with 200", { kind: "status", status: 200, body: "<!DOCTYPE html><html></html>" }, /^auth\//],
  [
    "an error message with 200",
    { kind: "status", status: 200, body: '{"error":"not found"}' },
    /^data\/corrupt$/,
  ],
  ["an empty answer", { kind: "status", status: 200, body: "" }, /^(data|remote)\//],
  ["a file that is always cut", { kind: "cutAtPercent", percent: 30 }, /^(net|data)\//],
  ["a refusal", { kind: "status", status: 403, body: '{"error":"forbidden"}' }, /^auth\/forbidden$/],
] as const;

describe.each(ways)("$way", ({ dialect, type, scanType, image }) => {
  const start = (): Promise<PullStage> =>
    usePull({ dialect, study: { candidates: 2, visits: ["V1"], scanTypes: [scanType], imageBytes: 20_000 } });
  const isImage = (path: string): boolean => /\.(mnc|nii\.gz)$/.test(path);

  it.each(passing)("gets over %s", async (_what, fault) => {
    const stage = await start();
    stage.sandbox.faults.add({ path: image, ...fault });
    expect((await stage.pull({ type })).failed).toBe(0);
    expect((await stage.tree()).filter(isImage)).toHaveLength(2);
  });

  it.each(staying)(
    "names the image for %s, stores nothing of it, and completes it later",
    async (_what, fault, code) => {
      const stage = await start();
      const wrong = stage.images()[0]!;
      const rule = stage.sandbox.faults.add({
        path: new RegExp(`${wrong.name}${type === "bids" ? "/format/nifti" : ""}$`),
        times: 1000,
        ...fault,
      });
      const { results } = await stage.pull({ type });
      const failed = results.filter(({ status }) => status === "failed");
      expect(failed.map(({ error }) => error?.code)).toEqual([expect.stringMatching(code)]);
      expect(failed[0]!.target).toContain(wrong.candidate);
      expect((await stage.tree()).filter(isImage)).toHaveLength(1);
      expect((await stage.tree({ sidecars: true })).filter((path) => path.endsWith(".part"))).toEqual([]);
      rule.remove();
      const again = await stage.pull({ type });
      expect(again.failed).toBe(0);
      expect((await stage.tree()).filter(isImage)).toHaveLength(2);
    },
  );
});
