import { join } from "node:path";
import { stat } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { openDataset } from "../../src/index.js";
import type { DatasetEvent } from "../../src/index.js";
import { gather } from "../support/gather.js";
import { makeNii, makeNiiGz } from "../support/make-image.js";
import { makeTree } from "../support/make-tree.js";
import { anat, inShort, pickFrom } from "../support/pick-from.js";

const gz = makeNiiGz();
const nii = makeNii();

describe("pick", () => {
  it("gives what a share needs: name, absolute path, size and time, through links", async () => {
    const root = await makeTree({
      "sub-01/ses-pre/anat/sub-01_ses-pre_run-1_T1w.nii.gz": {
        link: "../../../.git/annex/objects/MD5E-x.nii.gz",
      },
      ".git/annex/objects/MD5E-x.nii.gz": gz,
    });
    const [pick] = await gather((await openDataset(root)).pick());
    const path = join(root, "sub-01/ses-pre/anat/sub-01_ses-pre_run-1_T1w.nii.gz");
    expect(pick).toEqual({
      label: "sub-01",
      files: [
        {
          name: "sub-01_ses-pre_run-1_T1w.nii.gz",
          path,
          relativePath: "sub-01/ses-pre/anat/sub-01_ses-pre_run-1_T1w.nii.gz",
          sizeBytes: gz.byteLength,
          mtime: (await stat(path)).mtime,
          suffix: "T1w",
          extension: ".nii.gz",
          datatype: "anat",
          session: "pre",
          entities: { sub: "01", ses: "pre", run: "1" },
        },
      ],
      warnings: [],
    });
  });

  it("does not take what only looks like a T1w image", async () => {
    const picks = await pickFrom({
      ...anat(
        gz,
        "mod-T1w_defacemask.nii.gz",
        "space-T1w_desc-preproc_bold.nii.gz",
        "T1w_mask.nii.gz",
        "T1w.json",
      ),
      ...anat(gz, "inplaneT1.nii.gz", "T1map.nii.gz", "T1w.v2.nii.gz", "T1w.nii.gz.part"),
      "sub-01/anat/tpl-MNI_T1w.nii.gz": gz,
      "sub-01/anat/._sub-01_T1w.nii.gz": gz,
      "sub-01/anat/old/sub-01_T1w.nii.gz": gz,
      "sub-01/func/sub-01_T1w.nii.gz": gz,
      "sub-01/sub-01_T1w.nii.gz": gz,
      "tpl-MNI/anat/tpl-MNI_T1w.nii.gz": gz,
      "derivatives/x/sub-01/anat/sub-01_T1w.nii.gz": gz,
      "sourcedata/sub-02/anat/sub-02_T1w.nii.gz": gz,
    });
    expect(inShort(picks)).toEqual({ "sub-01": "no-image" });
    expect(picks[0]?.problem?.hint).toContain("T1map");
    expect(picks[0]?.problem?.hint).not.toContain("defacemask");
  });

  it("takes other suffixes on request, in order of preference and whatever their case", async () => {
    const tree = anat(gz, "acq-MP2RAGE_UNIT1.nii.gz", "MPRAGE.nii.gz");
    expect(inShort(await pickFrom(tree))).toEqual({ "sub-01": "no-image" });
    expect(inShort(await pickFrom(tree, { suffix: "unit1" }))).toEqual({
      "sub-01": ["sub-01_acq-MP2RAGE_UNIT1.nii.gz"],
    });
    expect(inShort(await pickFrom(tree, { suffix: ["T1w", "mprage", "UNIT1"] }))).toEqual({
      "sub-01": ["sub-01_MPRAGE.nii.gz"],
    });
  });

  it("looks for functional images in their own folders, and for others where it is told", async () => {
    const tree = {
      "sub-01/func/sub-01_task-rest_bold.nii.gz": gz,
      "sub-01/dwi/sub-01_dwi.nii.gz": gz,
      "sub-01/perf/sub-01_T1w.nii.gz": gz,
    };
    expect(inShort(await pickFrom(tree, { suffix: "bold" }))).toEqual({
      "sub-01": ["sub-01_task-rest_bold.nii.gz"],
    });
    expect(inShort(await pickFrom(tree, { suffix: "dwi" }))).toEqual({ "sub-01": ["sub-01_dwi.nii.gz"] });
    expect(inShort(await pickFrom(tree, { datatype: "perf" }))).toEqual({ "sub-01": ["sub-01_T1w.nii.gz"] });
  });

  it("never hands one participant's image to another", async () => {
    const picks = await pickFrom({
      "sub-01/anat/sub-01_T1w.nii": nii,
      "sub-02/anat/sub-01_T1w.nii": nii,
      "sub-03/anat/T1w.nii": nii,
      "sub-04/ses-1/anat/sub-04_ses-2_T1w.nii": nii,
    });
    expect(inShort(picks)).toEqual({
      "sub-01": ["sub-01_T1w.nii"],
      "sub-02": "wrong-label",
      "sub-03": "wrong-label",
      "sub-04": "wrong-session",
    });
  });

  it("lists everybody: without image, without folder, with an empty folder, with a stray one", async () => {
    const picks = await pickFrom({
      "participants.tsv": "participant_id\nsub-01\nsub-77\n",
      "sub-01/anat/sub-01_T2w.nii": nii,
      "sub-02/": "",
      "sub-10/anat/sub-10_T1w.nii": nii,
      "sub-9/anat/sub-9_T1w_defaced.nii": nii,
      "subj5/anat/subj5_T1w.nii": nii,
      "letters/": "",
    });
    expect(inShort(picks)).toEqual({
      "sub-01": "no-image",
      "sub-02": "no-image",
      "sub-9": "no-image",
      "sub-10": ["sub-10_T1w.nii"],
      "sub-77": "no-folder",
      subj5: "stray-folder",
    });
    expect(picks.map((pick) => pick.label)).toEqual([
      "sub-01",
      "sub-02",
      "sub-9",
      "sub-10",
      "sub-77",
      "subj5",
    ]);
    const hints = Object.fromEntries(picks.map((pick) => [pick.label, pick.problem?.hint ?? ""]));
    expect(hints["sub-01"]).toContain("T2w");
    expect(hints["sub-02"]).toContain("datalad get");
    expect(hints["sub-9"]).toContain("names BIDS does not allow");
  });

  it("has no file exactly where it has a problem, and no label in any message", async () => {
    const picks = await pickFrom({
      "participants.tsv": "participant_id\nsub-JaneDoe\n",
      "sub-JohnDoe/anat/sub-JohnDoe_T1w.nii": "",
      "sub-JimDoe/anat/sub-JohnDoe_T1w.nii": nii,
      "sub-JudyDoe/anat/sub-JudyDoe_T1w.nii": nii,
      "JackDoe/anat/x.nii": nii,
    });
    expect(picks).toHaveLength(5);
    for (const pick of picks) {
      expect(pick.files.length === 0).toBe(pick.problem !== undefined);
      expect(pick.problem?.message ?? "").not.toContain("Doe");
      expect(pick.problem?.hint ?? "").not.toContain("Doe");
    }
  });

  it("says that .bidsignore leaves an image out, file or folder, and takes it on request", async () => {
    const tree = {
      ...anat(nii, "T1w.nii"),
      "sub-02/anat/sub-02_T1w.nii": nii,
      ".bidsignore": "sub-01_T1w.nii\n/sub-02/\n",
    };
    const picks = await pickFrom(tree);
    expect(inShort(picks)).toEqual({ "sub-01": "no-image", "sub-02": "no-image" });
    expect(picks.map((pick) => pick.problem?.message)).toEqual(
      Array(2).fill("The T1w image is left out by .bidsignore."),
    );
    expect(inShort(await pickFrom(tree, { include: ["ignored"] }))).toEqual({
      "sub-01": ["sub-01_T1w.nii"],
      "sub-02": ["sub-02_T1w.nii"],
    });
  });

  it("reads folders whose name is no BIDS label by that name", async () => {
    const picks = await pickFrom({
      "sub-01_old/anat/sub-01_old_run-1_T1w.nii": nii,
      "sub-a.b/anat/sub-a.b_T1w.nii.gz": gz,
      "sub-Abc/anat/sub-Abc_T1w.nii": nii,
    });
    expect(inShort(picks)).toEqual({
      "sub-01_old": ["sub-01_old_run-1_T1w.nii"],
      "sub-a.b": ["sub-a.b_T1w.nii.gz"],
      "sub-Abc": ["sub-Abc_T1w.nii"],
    });
  });

  it("goes on when participants.tsv is damaged, and tells", async () => {
    const root = await makeTree({ ...anat(nii, "T1w.nii"), "participants.tsv": "name\nsub-01\n" });
    const events: DatasetEvent[] = [];
    const ds = await openDataset(root);
    const picks = await gather(ds.pick({ onEvent: (event) => events.push(event) }));
    expect(inShort(picks)).toEqual({ "sub-01": ["sub-01_T1w.nii"] });
    expect(events).toMatchObject([
      { type: "table-unread", path: "participants.tsv", error: { code: "input/invalid" } },
    ]);
  });

  it("follows a participant's folder that is a link, and is not caught by a loop", async () => {
    const outside = await makeTree({ "anat/sub-05_T1w.nii": nii, "ses-up": { link: ".." } });
    const picks = await pickFrom({
      "sub-05": { link: outside },
      "sub-06/ses-1": { link: "../../sub-06" },
      "sub-06/anat/sub-06_T1w.nii": nii,
    });
    expect(inShort(picks)).toEqual({ "sub-05": ["sub-05_T1w.nii"], "sub-06": ["sub-06_T1w.nii"] });
  });

  it("stops between two participants with the code aborted", async () => {
    const root = await makeTree({ "sub-01/": "", "sub-02/": "" });
    const control = new AbortController();
    const picks = (await openDataset(root)).pick({ signal: control.signal });
    await picks.next();
    control.abort();
    await expect(picks.next()).rejects.toMatchObject({ code: "aborted" });
  });
});
