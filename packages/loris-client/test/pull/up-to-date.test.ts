import { rm, stat, truncate, utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { usePull, type PullStage } from "./support/use-pull.js";

const small = { study: { candidates: 2, visits: ["PREBL00"], scanTypes: ["t1w", "dwi65"] } };
const nifti = "sub-1000101/ses-PREBL00/anat/sub-1000101_ses-PREBL00_T1w.nii.gz";
const json = nifti.replace(".nii.gz", ".json");

/** What the next run brought anew. */
async function fetched(stage: PullStage): Promise<string[]> {
  const { failed, results } = await stage.pull();
  expect(failed).toBe(0);
  return results.filter(({ status }) => status === "done").map(({ target }) => target);
}

async function pulled(): Promise<PullStage> {
  const stage = await usePull(small);
  await stage.pull();
  return stage;
}

describe("a folder that is kept up to date", () => {
  it("gets a deleted file back, although its sidecar is still there (8.3)", async () => {
    const stage = await pulled();
    await rm(join(stage.dir, nifti));
    expect(await fetched(stage)).toEqual([nifti]);
  });

  it("gets a truncated file back, although its sidecar is still there (8.3)", async () => {
    const stage = await pulled();
    const { size } = await stat(join(stage.dir, nifti));
    await truncate(join(stage.dir, nifti), size - 10);
    expect(await fetched(stage)).toEqual([nifti]);
    expect((await stat(join(stage.dir, nifti))).size).toBe(size);
  });

  it("gets a corrupted file back by its time, and with checksum also one whose time was put back", async () => {
    const stage = await pulled();
    const path = join(stage.dir, nifti);
    const before = await stat(path);
    await stage.write(nifti, Buffer.alloc(before.size, 7));
    expect(await fetched(stage)).toEqual([nifti]);
    const again = await stat(path);
    await stage.write(nifti, Buffer.alloc(before.size, 7));
    await utimes(path, again.atime, again.mtime);
    const { results } = await stage.pull({ checksum: true });
    expect(results.filter(({ status }) => status === "done").map(({ target }) => target)).toEqual([nifti]);
  });

  it("refreshes a participants.tsv that changed on the server under its constant ETag (8.4)", async () => {
    const stage = await pulled();
    const text = "participant_id\nsub-1000101\nsub-1000212\nsub-1000323\n";
    stage.sandbox.state.loris.setStudyFile("participants.tsv", text);
    expect(await fetched(stage)).toEqual(["participants.tsv"]);
    expect(await stage.text("participants.tsv")).toBe(text);
  });

  it("leaves a compared file as it is, its time too, when the server's bytes are the same", async () => {
    const stage = await pulled();
    const before = await stat(join(stage.dir, "participants.tsv"));
    expect(await fetched(stage)).toEqual([]);
    expect((await stat(join(stage.dir, "participants.tsv"))).mtimeMs).toBe(before.mtimeMs);
  });

  it("brings an image that changed on the server, with its new ETag in the sidecar", async () => {
    const stage = await pulled();
    const sidecar = nifti.replace("anat/", "anat/.").concat(".etag");
    const before = await stage.text(sidecar);
    stage.sandbox.state.loris.changeImage(stage.images()[0]!.link);
    expect(await fetched(stage)).toContain(nifti);
    expect(await stage.text(sidecar)).not.toBe(before);
    expect(await fetched(stage)).toEqual([]);
  });

  it("brings new images alone, and keeps those that left the list", async () => {
    const stage = await pulled();
    stage.sandbox.state.loris.addImage({ candidate: "1000323", visit: "PREBL00", scanType: "t1w" });
    stage.sandbox.state.loris.removeImage(stage.images()[0]!.link);
    const news = await fetched(stage);
    expect(news.filter((path) => path.endsWith(".nii.gz"))).toEqual([
      "sub-1000323/ses-PREBL00/anat/sub-1000323_ses-PREBL00_T1w.nii.gz",
    ]);
    expect(await stage.tree()).toContain(nifti);
  });

  it("finds a touched file unchanged: another ETag for the same bytes moves no local file", async () => {
    const stage = await pulled();
    const before = await stat(join(stage.dir, nifti));
    stage.sandbox.state.loris.touchImage(stage.images()[0]!.link);
    expect(await fetched(stage)).toEqual([]);
    expect((await stat(join(stage.dir, nifti))).mtimeMs).toBe(before.mtimeMs);
    expect(stage.imageBytes()).toBeGreaterThan(0);
    await stage.pull();
    expect(stage.imageBytes()).toBe(0);
  });

  it("keeps a manifest of what stands there", async () => {
    const stage = await pulled();
    const lines = (await stage.text(".scanferry/manifest.ndjson")).trim().split("\n");
    const paths = lines.map((line) => (JSON.parse(line) as { path: string }).path).sort();
    expect(paths).toEqual(await stage.tree());
    const entry = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find(({ path }) => path === json);
    expect(entry).toMatchObject({
      path: json,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      bytes: expect.any(Number),
    });
  });
});
