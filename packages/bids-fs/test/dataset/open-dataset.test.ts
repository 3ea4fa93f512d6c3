import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { openDataset } from "../../src/index.js";
import { makeTree } from "../support/make-tree.js";

describe("openDataset", () => {
  it("calls a root with sub-… folders BIDS, even with other folders beside them", async () => {
    const root = await makeTree({ "sub-01/anat/sub-01_T1w.nii.gz": "", "subj2/anat/x": "" });
    const ds = await openDataset(root);
    expect(ds.layout).toBe("bids");
    expect(JSON.parse(JSON.stringify(ds))).toEqual({ root, layout: "bids" });
    expect(inspect(ds)).toBe(`Dataset(bids, ${root})`);
  });

  it.each([
    ["folders with anat", { "subj1/anat/subj1_T1w.nii.gz": "", "subj3/": "" }],
    ["sessions", { "P7/ses-1/anat/x.nii": "" }],
    ["folders with func alone", { "Anna/func/x.nii": "" }],
  ])("calls a root without sub-… folders plain: %s", async (_, tree) => {
    expect((await openDataset(await makeTree(tree))).layout).toBe("plain");
  });

  it("takes a root that describes itself and has no participants yet as an empty dataset", async () => {
    const root = await makeTree({ "dataset_description.json": "{}", "code/x": "" });
    expect((await openDataset(root)).layout).toBe("bids");
  });

  it("follows a link to the root and links to participants", async () => {
    const elsewhere = await makeTree({ "sub-01/anat/sub-01_T1w.nii": "" });
    const root = await makeTree({ "sub-07": { link: `${elsewhere}/sub-01` }, self: { link: "." } });
    expect((await openDataset(root)).layout).toBe("bids");
    expect((await openDataset(`${root}/self/`)).layout).toBe("bids");
  });

  it("says that there is no such folder", async () => {
    const root = await makeTree({});
    await expect(openDataset(`${root}/nowhere`)).rejects.toMatchObject({ code: "local/not-found" });
  });

  it.each([
    ["a file", { "sub-01/": "", file: "" }, "file", /folder that holds the participants/],
    ["one participant", { "anat/sub-01_T1w.nii": "" }, "", /one participant/],
    ["one participant with sessions", { "ses-1/anat/sub-01_T1w.nii": "" }, "", /one participant/],
    ["the folder above a dataset", { "mri_images/sub-01/": "" }, "", /"mri_images"/],
    ["the folder above a plain dataset", { "mri/subj1/anat/x": "" }, "", /"mri"/],
    ["an empty folder", {}, "", /sub-01, sub-02/],
    ["any other folder", { "letters/a.docx": "", "notes.txt": "" }, "", /sub-01, sub-02/],
  ])("refuses %s with a hint that helps", async (_, tree, below, hint) => {
    const root = await makeTree(tree);
    await expect(openDataset(`${root}/${below}`)).rejects.toMatchObject({
      code: "input/invalid",
      hint: expect.stringMatching(hint) as string,
    });
  });

  it("names no path in the message", async () => {
    const root = await makeTree({});
    const error = await openDataset(`${root}/Jane_Doe`).catch((caught: unknown) => caught as Error);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).not.toContain("Jane_Doe");
  });

  it("does not begin after an abort", async () => {
    const root = await makeTree({ "sub-01/": "" });
    await expect(openDataset(root, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "aborted",
    });
  });
});
