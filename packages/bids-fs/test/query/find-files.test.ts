import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openDataset } from "../../src/index.js";
import type { DatasetEvent, FileQuery, FilesOptions } from "../../src/index.js";
import { gather } from "../support/gather.js";
import { makeTree } from "../support/make-tree.js";

const tree = {
  "dataset_description.json": "{}",
  README: "",
  "participants.tsv": "participant_id\n",
  "sub-01/ses-1/anat/sub-01_ses-1_run-01_T1w.nii.gz": "12345",
  "sub-01/ses-1/anat/sub-01_ses-1_run-01_T1w.json": "{}",
  "sub-01/ses-2/func/sub-01_ses-2_task-rest_bold.nii.gz": "",
  "sub-02/anat/sub-02_acq-mprage_T1w.nii": "",
  "sub-02/anat/sub-02_mod-T1w_defacemask.nii.gz": "",
  "sub-02/meg/sub-02_task-x_meg.ds/inner.meg4": "",
  "derivatives/prep/sub-01/anat/sub-01_space-MNI_T1w.nii.gz": "",
  "derivatives/prep/code/run.sh": "",
  "sourcedata/sub-01/anat/sub-01_T1w.nii.gz": "",
  "code/convert.py": "",
  ".git/config": "",
  ".datalad/x": "",
  "sub-02/anat/.DS_Store": "",
} as const;

async function paths(root: string, query: FileQuery = {}, options: FilesOptions = {}): Promise<string[]> {
  const ds = await openDataset(root);
  return (await gather(ds.files(query, options))).map((file) => file.path);
}

describe("files", () => {
  it("lists the dataset proper and says of each file what its name and place say", async () => {
    const root = await makeTree(tree);
    const files = await gather((await openDataset(root)).files());
    expect(files.map((file) => file.path)).toEqual([
      "README",
      "dataset_description.json",
      "participants.tsv",
      "sub-01/ses-1/anat/sub-01_ses-1_run-01_T1w.json",
      "sub-01/ses-1/anat/sub-01_ses-1_run-01_T1w.nii.gz",
      "sub-01/ses-2/func/sub-01_ses-2_task-rest_bold.nii.gz",
      "sub-02/anat/sub-02_acq-mprage_T1w.nii",
      "sub-02/anat/sub-02_mod-T1w_defacemask.nii.gz",
      "sub-02/meg/sub-02_task-x_meg.ds",
    ]);
    expect(files[4]).toEqual({
      path: "sub-01/ses-1/anat/sub-01_ses-1_run-01_T1w.nii.gz",
      absolutePath: join(root, "sub-01/ses-1/anat/sub-01_ses-1_run-01_T1w.nii.gz"),
      datatype: "anat",
      suffix: "T1w",
      extension: ".nii.gz",
      entities: { sub: "01", ses: "1", run: "01" },
    });
    expect(files[8]).toMatchObject({ datatype: "meg", suffix: "meg", extension: ".ds" });
  });

  it.each<[string, FileQuery, string[]]>([
    ["suffix", { suffix: "bold" }, ["sub-01_ses-2_task-rest_bold.nii.gz"]],
    ["suffix, exactly and with case", { suffix: "t1w" }, []],
    [
      "several suffixes",
      { suffix: ["meg", "defacemask"] },
      ["sub-02_mod-T1w_defacemask.nii.gz", "sub-02_task-x_meg.ds"],
    ],
    [
      "datatype",
      { datatype: ["func", "meg"] },
      ["sub-01_ses-2_task-rest_bold.nii.gz", "sub-02_task-x_meg.ds"],
    ],
    [
      "subject with prefix and extension",
      { subject: "sub-02", extension: ".nii" },
      ["sub-02_acq-mprage_T1w.nii"],
    ],
    [
      "subject and extension without dot",
      { subject: ["01", "09"], extension: "json" },
      ["sub-01_ses-1_run-01_T1w.json"],
    ],
    ["session", { session: "ses-2" }, ["sub-01_ses-2_task-rest_bold.nii.gz"]],
    [
      "an index by its number",
      { entities: { run: 1 }, extension: ".nii.gz" },
      ["sub-01_ses-1_run-01_T1w.nii.gz"],
    ],
    ["an entity", { entities: { acq: ["x", "mprage"] } }, ["sub-02_acq-mprage_T1w.nii"]],
    [
      "an entity that must not be there",
      { suffix: "T1w", entities: { acq: null }, extension: "nii.gz" },
      ["sub-01_ses-1_run-01_T1w.nii.gz"],
    ],
    ["nothing that exists", { subject: "03" }, []],
    ["an empty list, which nothing is in", { suffix: [] }, []],
    ["an inherited name of JavaScript objects", { entities: { constructor: "x" } }, []],
  ])("finds by %s", async (_, query, names) => {
    const found = await paths(await makeTree(tree), query);
    expect(found.map((path) => path.split("/").at(-1))).toEqual(names);
  });

  it("includes what is left out as a rule when asked", async () => {
    const root = await makeTree(tree);
    expect(
      await paths(root, { suffix: "T1w", extension: "nii.gz" }, { include: ["derivatives", "sourcedata"] }),
    ).toEqual([
      "derivatives/prep/sub-01/anat/sub-01_space-MNI_T1w.nii.gz",
      "sourcedata/sub-01/anat/sub-01_T1w.nii.gz",
      "sub-01/ses-1/anat/sub-01_ses-1_run-01_T1w.nii.gz",
    ]);
    const all = await paths(root, {}, { include: ["derivatives", "sourcedata", "code", "hidden"] });
    expect(all).toHaveLength(Object.keys(tree).length);
    const withoutCode = await paths(root, {}, { include: ["derivatives", "sourcedata"] });
    expect(withoutCode.filter((path) => path.includes("code"))).toEqual([]);
  });

  it("leaves out what .bidsignore names, files and folders, unless asked", async () => {
    const root = await makeTree({
      ".bidsignore": "*_defacemask.nii.gz\nextra/\n!sub-03*\n",
      "sub-01/anat/sub-01_defacemask.nii.gz": "",
      "sub-01/extra/a.txt": "",
      "sub-03/anat/sub-03_defacemask.nii.gz": "",
    });
    expect(await paths(root)).toEqual(["sub-03/anat/sub-03_defacemask.nii.gz"]);
    expect(await paths(root, {}, { include: ["ignored"] })).toHaveLength(3);
  });

  it("looks sizes up on request, through links, and gives none for a dangling one", async () => {
    const root = await makeTree({
      "sub-01/anat/sub-01_T1w.nii.gz": { link: "../../store" },
      "sub-02/anat/sub-02_T1w.nii.gz": { link: "../../.git/annex/objects/gone" },
      store: "12345",
    });
    const ds = await openDataset(root);
    const sizes = (await gather(ds.files({ suffix: "T1w" }, { sizes: true }))).map((file) => file.sizeBytes);
    expect(sizes).toEqual([5, undefined]);
    const [first] = await gather(ds.files({ suffix: "T1w" }));
    expect(first).not.toHaveProperty("sizeBytes");
  });

  it("reads the plain layout: the folder is the label, further parts are let pass", async () => {
    const root = await makeTree({
      "subj1/anat/subj1_T1w.nii.gz": "",
      "P_7/ses-a/anat/P_7_mprage_run-2_T1w.nii.gz": "",
      "stimuli/face.png": "",
    });
    const files = await gather((await openDataset(root)).files());
    expect(files.map(({ entities, suffix, datatype }) => ({ entities, suffix, datatype }))).toEqual([
      { entities: { sub: "P_7", ses: "a", run: "2" }, suffix: "T1w", datatype: "anat" },
      { entities: {}, suffix: "face", datatype: undefined },
      { entities: { sub: "subj1" }, suffix: "T1w", datatype: "anat" },
    ]);
    expect(await paths(root, { subject: "subj1" })).toEqual(["subj1/anat/subj1_T1w.nii.gz"]);
  });

  it("finds letter labels with umlauts in either Unicode form", async () => {
    const root = await makeTree({
      ["sub-J\u00f6rg/anat/sub-J\u00f6rg_T1w.nii".normalize("NFD")]: "",
      "sub-Abc/anat/sub-Abc_T1w.nii": "",
    });
    expect(await paths(root, { subject: "J\u00f6rg" })).toHaveLength(1);
    expect(await paths(root, { subject: "Abc" })).toEqual(["sub-Abc/anat/sub-Abc_T1w.nii"]);
    expect(await paths(root, { subject: "abc" })).toEqual([]);
  });

  it("tells of loops and passes over sockets", async () => {
    const root = await makeTree({ "sub-01/anat/loop": { link: ".." }, "sub-01/anat/sub-01_T1w.nii": "" });
    const server = createServer().listen(join(root, "sub-01/anat/socket"));
    onTestFinished(() => void server.close());
    const events: DatasetEvent[] = [];
    expect(await paths(root, {}, { onEvent: (event) => events.push(event) })).toEqual([
      "sub-01/anat/sub-01_T1w.nii",
    ]);
    expect(events).toEqual([{ type: "link-loop", path: "sub-01/anat/loop" }]);
  });

  it("stops with the code aborted", async () => {
    const root = await makeTree(tree);
    const control = new AbortController();
    const files = (await openDataset(root)).files({}, { signal: control.signal });
    await files.next();
    control.abort();
    await expect(gather(files)).rejects.toMatchObject({ code: "aborted" });
  });
});
