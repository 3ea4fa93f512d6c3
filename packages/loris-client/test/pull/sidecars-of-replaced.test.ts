import { describe, expect, it } from "vitest";

import type { PlannedImage } from "../../src/index.js";
import { SidecarStore } from "../../src/pull/sidecars/sidecar-store.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { runTheScript } from "./support/as-the-script.js";
import { usePull, type PullStage } from "./support/use-pull.js";

const study = { candidates: 2, visits: ["PREBL00"], scanTypes: ["t1w"] };
const isThere = async (stage: PullStage, path: string): Promise<boolean> =>
  (await stage.tree({ sidecars: true })).includes(path);

/** What the notebook believes of the participants' table when it runs in the same folder afterwards. */
async function asTheNotebookHasIt(stage: PullStage): Promise<string> {
  await runTheScript(stage);
  return stage.text("participants.tsv");
}

describe("the sidecar of a file that was replaced", () => {
  it("goes when the new file's ETag says nothing, so that the notebook asks for it anew", async () => {
    const stage = await usePull({ study });
    await runTheScript(stage);
    expect(await isThere(stage, ".participants.tsv.etag")).toBe(true);
    stage.sandbox.state.loris.setStudyFile("participants.tsv", "participant_id\nsub-1000101\n");
    await stage.pull();
    expect(await isThere(stage, ".participants.tsv.etag")).toBe(false);
    // The other files were not replaced: the notebook finds its sidecars as it left them.
    expect(await isThere(stage, ".participants.json.etag")).toBe(true);
    stage.sandbox.state.loris.setStudyFile("participants.tsv", "participant_id\n");
    expect(await asTheNotebookHasIt(stage)).toBe("participant_id\n");
  });

  it("goes when a part of the study takes the place of the whole table", async () => {
    const stage = await usePull({ study });
    await runTheScript(stage);
    const { failed } = await stage.pull({ candidates: ["1000101"] });
    expect(failed).toBe(0);
    stage.sandbox.state.loris.setStudyFile("participants.tsv", "participant_id\nsub-1000101\n");
    await stage.pull({ candidates: ["1000101"] });
    expect(await isThere(stage, ".participants.tsv.etag")).toBe(false);
  });

  it("goes when the server sends the new file without an ETag", async () => {
    const stage = await usePull({ study });
    await stage.pull();
    const [image] = stage.images();
    const link = image!.bids["NiftiLink"];
    const sidecar = `sub-1000101/ses-PREBL00/anat/.${link.split("/").at(-1)!}.etag`;
    expect(await isThere(stage, sidecar)).toBe(true);
    const json = image!.bids["JsonLink"];
    const target = `sub-1000101/ses-PREBL00/anat/${json.split("/").at(-1)!}`;
    await stage.write(target, "{}");
    stage.sandbox.faults.add({ path: json, kind: "status", status: 200, body: '{"new":1}' });
    await stage.pull();
    expect(await stage.text(target)).toBe('{"new":1}');
    expect(await isThere(stage, target.replace(/([^/]*)$/, ".$1.etag"))).toBe(false);
    expect(await isThere(stage, sidecar)).toBe(true);
  });
});

describe("the search for sidecars", () => {
  const image: PlannedImage = {
    candidate: "300001",
    pscid: "P1",
    visit: "V1-a_b",
    modality: "t1",
    project: "p",
    link: "/candidates/300001/V1-a_b/images/a.mnc",
  };

  it("finds those that stand under BIDS labels of names with other characters", async () => {
    const stage = await usePull({
      dialect: "v28",
      study: { candidates: 1, visits: ["V1-a_b"], scanTypes: ["t1"] },
    });
    await stage.pull();
    const nifti = "sub-300001/ses-V1ab/anat/sub-300001_ses-V1ab_T1w.nii.gz";
    expect(await isThere(stage, nifti.replace("anat/", "anat/.").concat(".etag"))).toBe(true);
    // Two files of one ETag, left by another tool: trusted for neither, and both sidecars go.
    const constant = "feedfeedfeedfeedfeedfeedfeedfeed";
    for (const name of ["a.json", "b.json"])
      await stage.write(`sub-300001/ses-V1ab/anat/.${name}.etag`, constant);
    async function* images(): AsyncGenerator<PlannedImage> {
      yield await Promise.resolve(image);
    }
    const store = await SidecarStore.open({ root: stage.dir, type: "bids", write: true, images });
    await store.removeShared();
    expect((await stage.tree({ sidecars: true })).filter((path) => /[ab]\.json\.etag$/.test(path))).toEqual(
      [],
    );
  });

  it("ends when it is told to, in the middle of a long list", async () => {
    const stage = await usePull({ study: { candidates: 1 } });
    const stop = new AbortController();
    let read = 0;
    async function* images(): AsyncGenerator<PlannedImage> {
      for (; read < 10_000; read++) {
        if (read === 100) stop.abort();
        yield await Promise.resolve({ ...image, candidate: String(read) });
      }
    }
    const { signal } = stop;
    await failsWith(
      SidecarStore.open({ root: stage.dir, type: "bids", write: true, images, signal }),
      "aborted",
    );
    expect(read).toBeLessThan(200);
  });
});
