import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { PickOptions } from "../../src/index.js";
import { makeNii, makeNiiGz } from "../support/make-image.js";
import { anat, inShort, pickFrom } from "../support/pick-from.js";

const gz = makeNiiGz();
const nii = makeNii();
const content = (name: string): Buffer => (name.endsWith(".gz") ? gz : nii);

/** Which of the names is chosen; names may begin with a session's folder. */
async function chosen(names: readonly string[], options: PickOptions = {}): Promise<string | undefined> {
  const tree = Object.fromEntries(
    names.map((name) => {
      const session = /^(ses-[^_]+)_/.exec(name)?.[1];
      return [`sub-01/${session === undefined ? "" : `${session}/`}anat/sub-01_${name}`, content(name)];
    }),
  );
  const [pick] = await pickFrom(tree, options);
  return pick?.files[0]?.name.slice("sub-01_".length);
}

describe("the default order", () => {
  it.each<[string, string, ...string[]]>([
    ["raw before derived", "acq-x_rec-y_T1w.nii", "desc-preproc_T1w.nii.gz", "space-MNI_T1w.nii.gz"],
    ["fewer signs of processing", "desc-preproc_T1w.nii", "space-MNI_desc-preproc_T1w.nii.gz"],
    ["magnitude before phase", "acq-x_part-mag_T1w.nii", "part-phase_T1w.nii.gz", "part-imag_T1w.nii.gz"],
    ["no part before phase, real and imaginary", "acq-x_T1w.nii", "part-real_T1w.nii", "part-phase_T1w.nii"],
    ["earliest session, digits by value", "ses-2_acq-x_T1w.nii", "ses-10_T1w.nii.gz"],
    ["pre before post, against the alphabet", "ses-pre_T1w.nii", "ses-post_T1w.nii.gz"],
    ["baseline before anything, followup last", "ses-baseline_T1w.nii", "ses-V1_T1w.nii", "ses-FU2_T1w.nii"],
    ["words only as whole words", "ses-aaa_T1w.nii", "ses-presleep_T1w.nii"],
    ["numbered time points", "ses-pre2_T1w.nii", "ses-post1_T1w.nii"],
    ["the plainest name", "T1w.nii", "acq-mprage_T1w.nii.gz", "rec-norm_T1w.nii.gz"],
    ["plain run 2 before special run 1", "run-2_T1w.nii", "acq-x_run-1_T1w.nii"],
    ["no reconstruction", "acq-mprage_T1w.nii", "rec-norm_T1w.nii.gz"],
    ["no contrast agent", "acq-mprage_T1w.nii", "ce-gad_T1w.nii.gz"],
    ["the lowest run by its number", "run-2_T1w.nii", "run-10_T1w.nii.gz"],
    ["no run before run 1", "T1w.nii", "run-1_T1w.nii.gz"],
    ["the lowest echo", "echo-2_T1w.nii", "echo-10_T1w.nii.gz"],
    ["the first chunk", "chunk-2_T1w.nii", "chunk-10_T1w.nii.gz"],
    [".nii.gz before .nii", "T1w.nii.gz", "T1w.nii"],
    ["the name, when nothing else tells", "acq-a2_T1w.nii", "acq-a10_T1w.nii"],
  ])("takes %s", async (_, first, ...others) => {
    expect(await chosen([first, ...others])).toBe(first);
    expect(await chosen([...others, first])).toBe(first);
  });

  it("never depends on the order in which the disk lists the files", async () => {
    const names = [
      "T1w.nii",
      "run-1_T1w.nii",
      "acq-x_T1w.nii.gz",
      "rec-n_T1w.nii",
      "part-phase_T1w.nii",
      "run-01_T1w.nii",
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(names, { minLength: 2 }), async (some) => {
        expect(await chosen(some)).toBe(await chosen([...some].sort()));
      }),
      { numRuns: 25 },
    );
  });

  it("trusts the times in sessions.tsv more than the labels, when all sessions have one", async () => {
    const images = {
      "sub-01/ses-a/anat/sub-01_ses-a_T1w.nii": nii,
      "sub-01/ses-b/anat/sub-01_ses-b_T1w.nii": nii,
      "sub-01/ses-c/anat/sub-01_ses-c_T1w.nii": nii,
    };
    const table = (c: string) =>
      `session_id\tacq_time\nses-a\t2024-03-01T09:00:00\nses-b\t2023-12-31T10:00:00\nses-c\t${c}\n`;
    const withTable = (c: string) => pickFrom({ ...images, "sub-01/sub-01_sessions.tsv": table(c) });
    expect(inShort(await withTable("2024-01-01"))).toEqual({ "sub-01": ["sub-01_ses-b_T1w.nii"] });
    expect(inShort(await withTable("n/a"))).toEqual({ "sub-01": ["sub-01_ses-a_T1w.nii"] });
    const damaged = await pickFrom({ ...images, "sub-01/sub-01_sessions.tsv": Buffer.alloc(100) });
    expect(inShort(damaged)).toEqual({ "sub-01": ["sub-01_ses-a_T1w.nii"] });
  });
});

describe("prefer", () => {
  const names = ["ses-1_acq-a_run-1_T1w.nii", "ses-1_acq-b_run-2_T1w.nii", "ses-2_rec-n_T1w.nii"];

  it("goes before the default order: names, entities, functions", async () => {
    expect(await chosen(names)).toBe(names[0]);
    expect(await chosen(names, { prefer: ["latest-session"] })).toBe(names[2]);
    expect(await chosen(names, { prefer: ["highest-run"] })).toBe(names[1]);
    expect(await chosen(names, { prefer: [{ acq: "b" }] })).toBe(names[1]);
    expect(await chosen(names, { prefer: [{ acq: ["zz", "b", "a"] }] })).toBe(names[1]);
    expect(await chosen(names, { prefer: [{ rec: "n" }, "highest-run"] })).toBe(names[2]);
    expect(await chosen(names, { prefer: [(a, b) => b.path.localeCompare(a.path)] })).toBe(names[2]);
  });

  it("does not go before the order of the suffixes", async () => {
    const two = ["run-1_UNIT1.nii", "run-2_T1w.nii"];
    expect(await chosen(two, { suffix: ["UNIT1", "T1w"], prefer: ["highest-run"] })).toBe(two[0]);
    expect(await chosen(two, { suffix: ["T1w", "UNIT1"], prefer: ["lowest-run"] })).toBe(two[1]);
  });
});

describe("session, run, entities and all", () => {
  const names = ["ses-1_run-01_T1w.nii", "ses-1_run-02_T1w.nii", "ses-2_acq-x_T1w.nii.gz"];

  it("choose among what they leave", async () => {
    expect(await chosen(names, { session: "2" })).toBe(names[2]);
    expect(await chosen(names, { session: "ses-2" })).toBe(names[2]);
    expect(await chosen(names, { session: ["3", "1"], run: 2 })).toBe(names[1]);
    expect(await chosen(names, { run: "02" })).toBe(names[1]);
    expect(await chosen(names, { entities: { acq: "x" } })).toBe(names[2]);
    expect(await chosen(names, { entities: { acq: null }, prefer: ["latest-session"] })).toBe(names[0]);
  });

  it("say so when they leave nothing", async () => {
    const [pick] = await pickFrom(anat(nii, "T1w.nii"), { run: 3 });
    expect(pick).toMatchObject({ files: [], problem: { code: "local/not-found", reason: "no-image" } });
    expect(pick?.problem?.message).toContain("not of the session, run or entities asked for");
  });

  it("give everything that is in order with all, best first", async () => {
    const tree = anat(nii, "run-2_T1w.nii", "run-1_T1w.nii", "UNIT1.nii", "part-phase_T1w.nii");
    const picks = await pickFrom(
      { ...tree, "sub-01/anat/sub-01_run-3_T1w.nii": "" },
      { all: true, suffix: ["T1w", "UNIT1"] },
    );
    expect(inShort(picks)).toEqual({
      "sub-01": [
        "sub-01_run-1_T1w.nii",
        "sub-01_run-2_T1w.nii",
        "sub-01_part-phase_T1w.nii",
        "sub-01_UNIT1.nii",
      ],
    });
    expect(picks[0]?.warnings).toMatchObject([{ reason: "empty", path: "sub-01/anat/sub-01_run-3_T1w.nii" }]);
  });

  it("give two files of one name two names", async () => {
    const picks = await pickFrom(
      { "subj1/ses-1/anat/subj1_T1w.nii": nii, "subj1/ses-2/anat/subj1_T1w.nii": nii },
      { all: true },
    );
    expect(inShort(picks)).toEqual({ subj1: ["ses-1/anat/subj1_T1w.nii", "ses-2/anat/subj1_T1w.nii"] });
  });
});
