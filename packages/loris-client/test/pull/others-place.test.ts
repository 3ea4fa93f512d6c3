import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import type { PullOptions } from "../../src/index.js";
import { usePull, type PullStage } from "./support/use-pull.js";

const place = "sub-300001/ses-V1/anat/sub-300001_ses-V1_T1w.nii.gz";
/** Both scan types become `_T1w`. */
const twins = {
  dialect: "v28",
  study: { candidates: 1, visits: ["V1"], scanTypes: ["t1", "t1w"] },
} as const;

const failures = async (stage: PullStage, options: PullOptions): Promise<string[]> =>
  (await stage.pull(options)).results
    .filter(({ status }) => status === "failed")
    .map(({ error, target, id }) => `${error!.code} ${target === "" ? id : target}`);
const bytes = async (stage: PullStage): Promise<string> => stage.text(place);

describe("an image whose place another image of the server has", () => {
  it.each<[string, PullOptions]>([
    ["another scan type", { modalities: ["t1w"] }],
    ["another scan type and a time", { modalities: ["t1w"], since: new Date("1990-01-01") }],
  ])("fails in a later run with %s, and the first one stays", async (_, later) => {
    const stage = await usePull(twins);
    expect(await failures(stage, { modalities: ["t1"] })).toEqual([]);
    const before = await bytes(stage);
    const failed = await failures(stage, later);
    expect(failed).toContain(`data/unsafe-path ${place}`);
    expect(await bytes(stage)).toBe(before);
    expect((await stage.tree()).filter((path) => path.endsWith(".part"))).toEqual([]);
  });

  it("fails when only the time since when images are wanted leaves the first one out", async () => {
    const stage = await usePull(twins);
    await stage.pull({ modalities: ["t1"] });
    const before = await bytes(stage);
    const second = stage.images().find(({ scanType }) => scanType === "t1w")!;
    stage.sandbox.clock.advance(86_400_000);
    stage.sandbox.state.loris.changeImage(second.link);
    const since = new Date(stage.images().find(({ link }) => link === second.link)!.insertTime);
    expect(await failures(stage, { since })).toContain(`data/unsafe-path ${place}`);
    expect(await bytes(stage)).toBe(before);
  });

  it("fails on the BIDS endpoint too, where two links have one name", async () => {
    const bidsName = "sub-1000101_ses-PREBL00_T1w";
    const at = { candidate: "1000101", visit: "PREBL00", subfolder: "anat", bidsName };
    const stage = await usePull({
      study: { candidates: 0, scanTypes: [] },
      images: [
        { ...at, scanType: "t1w", name: "one.mnc" },
        { ...at, scanType: "t1x", name: "two.mnc" },
      ],
    });
    const target = `sub-1000101/ses-PREBL00/anat/${bidsName}.nii.gz`;
    await stage.pull({ modalities: ["t1w"] });
    const before = await stage.text(target);
    expect(await failures(stage, { modalities: ["t1x"] })).toContain(`data/unsafe-path ${target}`);
    expect(await stage.text(target)).toBe(before);
  });

  it("takes the place once the server does not list the first one any more, or it is gone here", async () => {
    const stage = await usePull(twins);
    await stage.pull({ modalities: ["t1"] });
    await rm(join(stage.dir, place));
    await rm(join(stage.dir, place.replace(".nii.gz", ".json")));
    expect(await failures(stage, { modalities: ["t1w"] })).toEqual([]);

    const other = await usePull(twins);
    await other.pull({ modalities: ["t1"] });
    const before = await bytes(other);
    other.sandbox.state.loris.removeImage(other.images()[0]!.link);
    expect(await failures(other, { modalities: ["t1w"] })).toEqual([]);
    expect(await bytes(other)).not.toBe(before);
  });
});
