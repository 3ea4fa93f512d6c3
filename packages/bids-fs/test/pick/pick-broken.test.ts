import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDataset } from "../../src/index.js";
import { gather } from "../support/gather.js";
import { makeNii, makeNiiGz } from "../support/make-image.js";
import { makeTree } from "../support/make-tree.js";
import { anat, inShort, pickFrom } from "../support/pick-from.js";

const gz = makeNiiGz();
const nii = makeNii();

describe("pick among broken images", () => {
  it("passes over a broken image when another is in order, and still reports it", async () => {
    const [pick] = await pickFrom({
      "sub-01/anat/sub-01_run-1_T1w.nii.gz": "",
      "sub-01/anat/sub-01_run-2_T1w.nii.gz": "no gzip",
      "sub-01/anat/sub-01_run-3_T1w.nii.gz": { link: "../../.git/annex/objects/x" },
      "sub-01/anat/sub-01_run-4_T1w.nii.gz": gz,
      "sub-01/anat/sub-01_run-5_T1w.nii.gz": "",
    });
    expect(pick?.files.map((file) => file.name)).toEqual(["sub-01_run-4_T1w.nii.gz"]);
    expect(pick?.problem).toBeUndefined();
    expect(pick?.warnings.map(({ reason, path }) => `${reason} ${path ?? ""}`)).toEqual([
      "empty sub-01/anat/sub-01_run-1_T1w.nii.gz",
      "not-gzip sub-01/anat/sub-01_run-2_T1w.nii.gz",
      "not-fetched sub-01/anat/sub-01_run-3_T1w.nii.gz",
    ]);
  });

  it("shares nothing of a participant whose images are all broken", async () => {
    const tree = anat("", "T1w.nii.gz");
    const [pick] = await pickFrom({
      ...tree,
      "sub-01/anat/sub-01_run-1_T1w.nii.gz": { link: "/annex/objects/x" },
    });
    expect(pick).toMatchObject({
      files: [],
      problem: { code: "data/corrupt", reason: "empty", path: "sub-01/anat/sub-01_T1w.nii.gz" },
      warnings: [
        {
          code: "local/not-found",
          reason: "not-fetched",
          hint: expect.stringContaining("datalad get") as string,
        },
      ],
    });
  });

  it("takes a truncated image only where there is no whole one, and says so", async () => {
    const cut = nii.subarray(0, -4);
    const alone = await pickFrom(anat(cut, "T1w.nii"));
    expect(inShort(alone)).toEqual({ "sub-01": ["sub-01_T1w.nii"] });
    expect(alone[0]?.warnings).toMatchObject([{ reason: "truncated", code: "data/size-mismatch" }]);
    const beside = await pickFrom({ ...anat(cut, "T1w.nii"), ...anat(nii, "run-2_T1w.nii") });
    expect(inShort(beside)).toEqual({ "sub-01": ["sub-01_run-2_T1w.nii"] });
  });

  it("goes on with the others when one folder cannot be read", async () => {
    const root = await makeTree({
      "sub-01/anat/sub-01_T1w.nii": nii,
      "sub-02/anat/sub-02_T1w.nii": nii,
      "sub-03/anat/sub-03_T1w.nii": nii,
    });
    const picks = (await openDataset(root)).pick();
    const first = await picks.next();
    // A folder that became a file fails for everybody, the superuser included, who may read what is forbidden.
    await rm(join(root, "sub-02"), { recursive: true });
    await writeFile(join(root, "sub-02"), "");
    expect([first.value, ...(await gather(picks))]).toMatchObject([
      { label: "sub-01", warnings: [] },
      { label: "sub-02", files: [], problem: { code: "local/denied", reason: "unreadable", path: "sub-02" } },
      { label: "sub-03", warnings: [] },
    ]);
  });
});
