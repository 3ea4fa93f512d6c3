import { describe, expect, it } from "vitest";

import type { PullOptions } from "../../src/index.js";
import { usePull } from "./support/use-pull.js";

const imageBytes = 400_000;

/** LORIS sends no rest of a file, so that what is cut would lie there for ever. */
describe("an image whose connection always breaks", () => {
  it.each<["v28" | "preventad", PullOptions]>([
    ["preventad", {}],
    ["preventad", { type: "minc" }],
    ["v28", {}],
  ])("leaves no part behind (%s, %o)", async (dialect, options) => {
    const scanTypes = [dialect === "v28" ? "t1" : "t1w"];
    const stage = await usePull({ dialect, study: { candidates: 1, visits: ["V1"], scanTypes, imageBytes } });
    const path = /\.nii\.gz$|\.mnc$|\/format\/nifti$/;
    stage.sandbox.faults.add({ path, kind: "cutAtPercent", percent: 60, times: 1000 });
    const { results } = await stage.pull(options);
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed).toHaveLength(1);
    expect(failed[0]?.error?.code).toMatch(/^(net\/reset|data\/size-mismatch)$/);
    expect(failed[0]?.error?.hint).not.toContain("is kept");
    const parts = (await stage.tree({ internal: true, sidecars: true })).filter((name) =>
      /\.part/.test(name),
    );
    expect(parts).toEqual([]);
    stage.sandbox.faults.clear();
    expect((await stage.pull(options)).failed).toBe(0);
  });
});
