import { expect, it } from "vitest";
import { checkBidsName, formatBidsName, openDataset, parseBidsName } from "../../src/index.js";
import { gather } from "../support/gather.js";
import { describeShared, sharedPath } from "../../../../tools/test-support/shared-data.js";

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `sub-${String(i + 1).padStart(2, "0")}`);

// Counted with find, less hidden files, derivatives, code and what .bidsignore names.
const datasets = [
  {
    name: "ds000117",
    files: 1670,
    problems: { empty: 16, "no-image": 1 },
    labels: [...numbered(16), "sub-emptyroom"],
  },
  { name: "ds000248", files: 22, problems: { empty: 1, "no-image": 1 }, labels: ["sub-01", "sub-emptyroom"] },
  { name: "ds003", files: 58, problems: { empty: 13 }, labels: numbered(13) },
  { name: "ds051", files: 249, problems: { empty: 13 }, labels: numbered(13) },
  { name: "qmri_mp2rage", files: 12, problems: { "no-image": 1 }, labels: ["sub-1"] },
  { name: "synthetic", files: 126, problems: {}, labels: numbered(5) },
];

describeShared("the BIDS example datasets", () => {
  it.each(datasets)("lists and picks from $name", async ({ name, files, problems, labels }) => {
    const ds = await openDataset(sharedPath(`bids/${name}`));
    expect(await gather(ds.files())).toHaveLength(files);
    const picks = await gather(ds.pick());
    expect(picks.map((pick) => pick.label)).toEqual(labels);
    const found: Record<string, number> = {};
    for (const { problem } of picks) {
      if (problem !== undefined) found[problem.reason] = (found[problem.reason] ?? 0) + 1;
    }
    expect(found).toEqual(problems);
  });

  it("picks session 1 of the synthetic dataset, whose images are headers alone, and warns", async () => {
    const ds = await openDataset(sharedPath("bids/synthetic"));
    for (const { label, files, warnings } of await gather(ds.pick())) {
      expect(files.map((file) => file.relativePath)).toEqual([
        `${label}/ses-01/anat/${label}_ses-01_T1w.nii`,
      ]);
      expect(warnings.map((warning) => warning.reason)).toEqual(["truncated", "truncated"]);
    }
  });

  it("finds UNIT1 and tells magnitude from phase in qmri_mp2rage", async () => {
    const ds = await openDataset(sharedPath("bids/qmri_mp2rage"));
    const [unit1] = await gather(ds.pick({ suffix: ["T1w", "UNIT1"] }));
    expect(unit1?.problem).toMatchObject({ reason: "empty", path: "sub-1/anat/sub-1_UNIT1.nii" });
    const [mp2rage] = await gather(ds.pick({ suffix: "MP2RAGE" }));
    expect(mp2rage?.problem?.path).toBe("sub-1/anat/sub-1_inv-1_part-mag_MP2RAGE.nii");
  });

  it("merges sidecars from the root down", async () => {
    const ds = await openDataset(sharedPath("bids/ds000117"));
    const path = "sub-01/ses-mri/anat/sub-01_ses-mri_acq-mprage_T1w.nii.gz";
    const { metadata, sources } = await ds.sidecar({ path });
    expect(sources).toEqual(["acq-mprage_T1w.json", path.replace(".nii.gz", ".json")]);
    expect(Object.keys(metadata)).toEqual(
      expect.arrayContaining(["RepetitionTime", "AnatomicalLandmarkCoordinates"]),
    );
  });

  it("reads participants.tsv with a byte order mark and with n/a", async () => {
    const ds = await openDataset(sharedPath("bids/ds000248"));
    expect(await gather(ds.participants())).toEqual(
      ["sub-01", "sub-emptyroom"].map((label) => ({
        label,
        hasFolder: true,
        columns: { participant_id: label, age: null, sex: null, hand: null },
      })),
    );
  });

  it("writes every well-made name of the examples back as it read it", async () => {
    let names = 0;
    for (const { name } of datasets) {
      const ds = await openDataset(sharedPath(`bids/${name}`));
      for await (const { path } of ds.files({}, { include: ["derivatives", "ignored"] })) {
        const file = path.split("/").at(-1) ?? "";
        if (checkBidsName(file).length > 0) continue;
        names += 1;
        expect(formatBidsName(parseBidsName(file))).toBe(file);
      }
    }
    expect(names).toBeGreaterThan(2000);
  });
});
