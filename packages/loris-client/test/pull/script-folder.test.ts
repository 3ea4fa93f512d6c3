import { readFile, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { runTheScript } from "./support/as-the-script.js";
import { usePull, type PullStage } from "./support/use-pull.js";

const study = {
  study: { candidates: 2, visits: ["PREBL00"], scanTypes: ["t1w", "dwi65", "task-encoding-bold"] },
};
const folder = "sub-1000101/ses-PREBL00";
const nifti = `${folder}/anat/sub-1000101_ses-PREBL00_T1w.nii.gz`;
const json = nifti.replace(".nii.gz", ".json");
const sidecarOf = (path: string): string => path.replace(/([^/]*)$/, ".$1.etag");

/** A folder that the notebook left, and nothing else. */
async function leftByTheScript(): Promise<PullStage> {
  const stage = await usePull(study);
  await runTheScript(stage);
  return stage;
}

const done = (results: readonly { status: string; target: string }[]): string[] =>
  results.filter(({ status }) => status === "done").map(({ target }) => target);

describe("a folder that the notebook made", () => {
  it("is continued: no image is sent again, and the notebook finds its own sidecars as it left them", async () => {
    const stage = await leftByTheScript();
    const before = await stage.tree({ sidecars: true });
    const { failed, results } = await stage.pull();
    expect(failed).toBe(0);
    expect(stage.imageBytes()).toBe(0);
    expect(done(results)).toEqual([]);
    expect(await stage.tree({ sidecars: true })).toEqual(before);
    const again = await runTheScript(stage);
    expect(again.notModified).toBe(again.requests);
  });

  it("keeps the old name of events files that are there with their sidecar", async () => {
    const stage = await leftByTheScript();
    const events = `${folder}/func/sub-1000101_ses-PREBL00_task-encoding_run-001_bold_events.txt`;
    const before = (await stage.tree()).filter((path) => path.includes("_events."));
    await stage.pull();
    expect((await stage.tree()).filter((path) => path.includes("_events."))).toEqual(before);
    expect(before).toContain(events);
  });

  it.each<[string, (stage: PullStage) => Promise<unknown>]>([
    ["truncated, with its sidecar", (stage) => truncate(join(stage.dir, nifti), 100)],
    ["deleted, its sidecar left", (stage) => rm(join(stage.dir, nifti))],
    ["with an emptied sidecar", (stage) => stage.write(sidecarOf(nifti), "")],
    [
      "a web page saved as the image",
      (stage) => stage.write(nifti, "<!DOCTYPE html><html><body>MFA</body></html>"),
    ],
    ["of another version than its sidecar", (stage) => stage.write(sidecarOf(nifti), "0".repeat(32))],
  ])("gets an image right that is %s", async (_, damage) => {
    const stage = await leftByTheScript();
    const whole = await stage.text(nifti);
    await damage(stage);
    const { failed } = await stage.pull();
    expect(failed).toBe(0);
    expect(await stage.text(nifti)).toBe(whole);
    expect(await stage.text(sidecarOf(nifti))).toMatch(/^[0-9a-f]{32}$/);
    const again = await stage.pull();
    expect([again.done, stage.imageBytes()]).toEqual([0, 0]);
  });

  it("gets a truncated JSON right, whose sidecar says that it is unchanged", async () => {
    const stage = await leftByTheScript();
    const whole = await stage.text(json);
    await stage.write(json, whole.slice(0, -5));
    expect(done((await stage.pull()).results)).toEqual([json]);
    expect(await stage.text(json)).toBe(whole);
  });

  it("gets damaged b-values right, which nothing but the server's bytes can prove", async () => {
    const stage = await leftByTheScript();
    const bval = `${folder}/dwi/sub-1000101_ses-PREBL00_dwi.bval`;
    const whole = await stage.text(bval);
    await stage.write(bval, whole.slice(0, -2));
    expect(done((await stage.pull()).results)).toEqual([bval]);
    expect(await stage.text(bval)).toBe(whole);
  });

  it("has its participants.tsv refreshed, which the notebook never does", async () => {
    const stage = await leftByTheScript();
    stage.sandbox.state.loris.setStudyFile("participants.tsv", "participant_id\nsub-1000101\n");
    await runTheScript(stage);
    expect(await stage.text("participants.tsv")).toContain("sub-1000212");
    await stage.pull();
    expect(await stage.text("participants.tsv")).toBe("participant_id\nsub-1000101\n");
  });

  it("gets a sidecar that is a link replaced, not followed", async () => {
    const stage = await leftByTheScript();
    const outside = join(stage.dir, "..", `outside-${String(process.pid)}`);
    await writeFile(outside, "untouched");
    await rm(join(stage.dir, sidecarOf(nifti)));
    await symlink(outside, join(stage.dir, sidecarOf(nifti)));
    await stage.pull();
    expect(await readFile(outside, "utf8")).toBe("untouched");
    await rm(outside);
    expect(await stage.text(sidecarOf(nifti))).toMatch(/^[0-9a-f]{32}$/);
  });
});
