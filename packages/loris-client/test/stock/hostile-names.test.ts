import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { usePull } from "../pull/support/use-pull.js";

const candidate = "300009";
const mapping = { t1w: { bids: "anat/T1w" }, t1: { bids: "anat/T1w" } };

const start = (images: readonly { visit: string; name?: string; scanType?: string }[]) =>
  usePull({
    dialect: "v28",
    study: { candidates: 0 },
    images: images.map((image) => ({ candidate, scanType: "t1", ...image })),
  });

describe("hostile and clashing names of a stock server", () => {
  it("never lead out of the folder: what is stored is a BIDS name", async () => {
    const names = [
      ...[
        "../../evil_001.mnc",
        "/etc/evil_002.mnc",
        "a\0b_003.mnc",
        "CON_004.mnc",
        `${"x".repeat(300)}_005.mnc`,
      ],
      ...["a?b_006.mnc", "a*b_007.mnc", "..\\evil_008.mnc", "..", "é_009.mnc"],
    ];
    const stage = await start(names.map((name) => ({ visit: "V1", name })));
    const { results } = await stage.pull();
    for (const path of await stage.tree())
      expect(path).toMatch(
        /^(README|[a-z_]+\.(json|tsv)|sub-300009\/ses-V1\/(anat\/)?sub-300009_ses-V1(_run-\d+)?_(T1w|scans)\.(nii\.gz|json|tsv))$/,
      );
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed.length).toBeGreaterThan(0);
    for (const { error } of failed) expect(error?.hint ?? "").not.toBe("");
  });

  it("fail for each image of two visits that would become one session, and others go on", async () => {
    const stage = await start([{ visit: "V1_a" }, { visit: "V1a" }, { visit: "V2" }]);
    const { results } = await stage.pull();
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed.map(({ error }) => error?.code)).toEqual(["data/unsafe-path", "data/unsafe-path"]);
    for (const { error } of failed) {
      expect(error?.message).not.toMatch(/V1|300009/);
      expect(error?.subject).toContain("V1");
    }
    expect((await stage.tree()).filter((path) => path.endsWith(".nii.gz"))).toEqual([
      "sub-300009/ses-V2/anat/sub-300009_ses-V2_T1w.nii.gz",
    ]);
  });

  it("never meet in one folder by two runs: what an earlier run brought of another visit stays alone", async () => {
    const stage = await start([{ visit: "V1_a" }, { visit: "V1a" }]);
    expect((await stage.pull({ visits: ["V1_a"] })).failed).toBe(0);
    const path = "sub-300009/ses-V1a/anat/sub-300009_ses-V1a_T1w.nii.gz";
    const before = await stage.text(path);
    expect((await stage.pull({ visits: ["V1a"] })).failed).toBe(1);
    expect(await stage.text(path)).toBe(before);
    expect((await stage.pull({ visits: ["V1_a"] })).failed).toBe(0);
    await rm(join(stage.dir, "sub-300009"), { recursive: true });
    expect((await stage.pull({ visits: ["V1a"] })).failed).toBe(0);
    expect(await stage.text(path)).not.toBe(before);
    expect((await stage.pull({ visits: ["V1a"] })).failed).toBe(0);
    expect((await stage.pull({ visits: ["V1_a"] })).failed).toBe(1);
  });

  it("fail for both of two scan types that would get one name, in a check too", async () => {
    const stage = await start([
      { visit: "V1", scanType: "t1" },
      { visit: "V1", scanType: "t1w" },
    ]);
    for (const check of [false, true]) {
      const { failed } = await stage.pull({ mapping, check });
      expect(failed).toBe(2);
      expect((await stage.tree()).filter((path) => path.endsWith(".nii.gz"))).toEqual([]);
    }
  });

  it("are taken where a rule makes BIDS labels of them", async () => {
    const stage = await start([{ visit: "V1-a_b c" }]);
    expect((await stage.pull()).failed).toBe(0);
    expect(await stage.tree()).toContain("sub-300009/ses-V1abc/anat/sub-300009_ses-V1abc_T1w.nii.gz");
  });
});
