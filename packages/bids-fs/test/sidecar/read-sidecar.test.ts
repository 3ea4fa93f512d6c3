import { describe, expect, it } from "vitest";
import { openDataset } from "../../src/index.js";
import { makeTree } from "../support/make-tree.js";
import type { TreeEntry } from "../support/make-tree.js";

async function sidecar(tree: Readonly<Record<string, TreeEntry>>, path: string) {
  return (await openDataset(await makeTree(tree))).sidecar({ path });
}

describe("sidecar", () => {
  const image = "sub-01/ses-1/func/sub-01_ses-1_task-rest_acq-fast_run-1_bold.nii.gz";

  it("merges from the root to the file's folder, the nearest wins, and names its sources", async () => {
    const found = await sidecar(
      {
        "task-rest_bold.json": '{"TaskName": "rest", "RepetitionTime": 1, "Nested": {"a": 1, "b": 2}}',
        "sub-01/sub-01_task-rest_bold.json": '{"RepetitionTime": 2}',
        "sub-01/ses-1/sub-01_ses-1_bold.json": '{"EchoTime": 0.03, "Nested": {"a": 9}}',
        "sub-01/ses-1/func/sub-01_ses-1_task-rest_acq-fast_run-1_bold.json": '\uFEFF{"RepetitionTime": 3}',
        [image]: "",
      },
      image,
    );
    expect(found).toEqual({
      metadata: { TaskName: "rest", RepetitionTime: 3, EchoTime: 0.03, Nested: { a: 9 } },
      sources: [
        "task-rest_bold.json",
        "sub-01/sub-01_task-rest_bold.json",
        "sub-01/ses-1/sub-01_ses-1_bold.json",
        "sub-01/ses-1/func/sub-01_ses-1_task-rest_acq-fast_run-1_bold.json",
      ],
    });
  });

  it("takes only files with the same suffix whose entities are all among the file's", async () => {
    const found = await sidecar(
      {
        "task-rest_events.json": '{"no": "suffix"}',
        "task-nback_bold.json": '{"no": "value"}',
        "task-rest_echo-1_bold.json": '{"no": "further entity"}',
        "task-rest_bold.tsv": "no JSON",
        "sub-01/ses-1/func/deeper/task-rest_bold.json": '{"no": "below"}',
        [image]: "",
      },
      image,
    );
    expect(found).toEqual({ metadata: {}, sources: [] });
  });

  it("refuses two applicable files at one level", async () => {
    await expect(
      sidecar({ "task-rest_bold.json": "{}", "acq-fast_bold.json": "{}", [image]: "" }, image),
    ).rejects.toMatchObject({ code: "input/invalid", subject: image, details: { applicableFiles: 2 } });
  });

  it("prefers the file's very name where converters put a more general one beside it", async () => {
    const tree = {
      "sub-01/anat/sub-01_T1w.json": '{"which": "plain"}',
      "sub-01/anat/sub-01_acq-x_T1w.json": '{"which": "own"}',
      "sub-01/anat/sub-01_acq-x_T1w.nii.gz": "",
      "sub-01/anat/sub-01_T1w.nii.gz": "",
    };
    expect((await sidecar(tree, "sub-01/anat/sub-01_acq-x_T1w.nii.gz")).metadata).toEqual({ which: "own" });
    expect((await sidecar(tree, "sub-01/anat/sub-01_T1w.nii.gz")).metadata).toEqual({ which: "plain" });
  });

  it("lets a derivative inherit from its own root and not from the dataset above it", async () => {
    const path = "derivatives/prep/sub-01/anat/sub-01_T1w.nii.gz";
    const found = await sidecar(
      {
        "T1w.json": '{"above": true}',
        "derivatives/prep/dataset_description.json": "{}",
        "derivatives/prep/T1w.json": '{"own": true}',
        "sub-01/": "",
        [path]: "",
      },
      path,
    );
    expect(found).toEqual({ metadata: { own: true }, sources: ["derivatives/prep/T1w.json"] });
  });

  it("works in the plain layout too", async () => {
    const path = "subj1/anat/subj1_T1w.nii.gz";
    const found = await sidecar(
      { "subj1/anat/subj1_T1w.json": '{"a": 1}', "T1w.json": '{"b": 2}', [path]: "" },
      path,
    );
    expect(found).toEqual({ metadata: { a: 1, b: 2 }, sources: ["T1w.json", "subj1/anat/subj1_T1w.json"] });
  });

  it.each<[string, TreeEntry, string]>([
    ["no JSON", "{", "data/corrupt"],
    ["a list", "[1]", "data/corrupt"],
    ["null", "null", "data/corrupt"],
    ["empty", "", "data/corrupt"],
    ["a link to content that was not fetched", { link: "../.git/annex/objects/a" }, "local/not-found"],
    ["a pointer file of git-annex", "/annex/objects/MD5E-s9--a.json\n", "local/not-found"],
  ])("refuses a metadata file that is %s", async (_, entry, code) => {
    const path = "sub-01/anat/sub-01_T1w.nii.gz";
    await expect(sidecar({ "sub-01/T1w.json": entry, [path]: "" }, path)).rejects.toMatchObject({
      code,
      subject: "sub-01/T1w.json",
    });
  });

  it("does not look outside the dataset", async () => {
    for (const path of ["../sub-01_T1w.nii.gz", "/etc/x_T1w.nii", "sub-01/../../x_T1w.nii"]) {
      await expect(sidecar({ "sub-01/": "" }, path)).rejects.toMatchObject({ code: "input/invalid" });
    }
  });

  it("keeps a field called __proto__ a field", async () => {
    const path = "sub-01/anat/sub-01_T1w.nii.gz";
    const { metadata } = await sidecar({ "T1w.json": '{"__proto__": {"polluted": true}}', [path]: "" }, path);
    expect(Object.keys(metadata)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
