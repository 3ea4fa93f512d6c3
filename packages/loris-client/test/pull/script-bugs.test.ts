import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { runTheScript } from "./support/as-the-script.js";
import { pullInChild } from "./memory/run-pull-child.js";
import { usePull } from "./support/use-pull.js";

/**
 * The bugs of the notebook (wire/loris.md §8) that are not told by a test of their own elsewhere: 8.1 and 8.9 are MINC's, 8.3 and 8.4
 * in up-to-date.test.ts and script-folder.test.ts, 8.7 in faults.test.ts, 8.10 in tables.test.ts.
 */
describe("bugs of the notebook", () => {
  it("8.2 everything goes into the folder that was given, and nothing into the current one", async () => {
    const stage = await usePull({ study: { candidates: 1, scanTypes: ["t1w"] } });
    const before = await readdir(process.cwd());
    const { done } = await stage.pull();
    expect(await stage.tree()).toHaveLength(done);
    expect(await readdir(process.cwd())).toEqual(before);
  });

  it("8.5 a file that is gone leaves file and sidecar as they were, where the notebook empties the sidecar or fills it with the error's ETag", async () => {
    const stage = await usePull({ study: { candidates: 1, visits: ["PREBL00"], scanTypes: ["t1w"] } });
    await stage.pull();
    const [image] = (await stage.tree()).filter((path) => path.endsWith(".nii.gz"));
    const sidecar = image!.replace(/([^/]*)$/, ".$1.etag");
    const [file, etag] = [await stage.text(image!), await stage.text(sidecar)];
    const link = stage.images()[0]!.bids["NiftiLink"];
    stage.sandbox.state.loris.changeImage(stage.images()[0]!.link);
    stage.sandbox.state.loris.removeFile(link);
    const { results } = await stage.pull();
    expect(results.filter(({ status }) => status === "failed").map(({ id }) => id)).toEqual([link]);
    expect([await stage.text(image!), await stage.text(sidecar)]).toEqual([file, etag]);
    // The notebook takes the ETag of the 500 for the file's.
    await runTheScript(stage);
    expect(await stage.text(sidecar)).not.toBe(etag);
  });

  it("8.6 the scans files are asked for once per session, not once per image", async () => {
    const stage = await usePull({ study: { candidates: 2, scanTypes: ["t1w", "FLAIR", "T2star"] } });
    await stage.pull();
    expect(stage.sandbox.log.find("GET", /_scans\.(tsv|json)$/)).toHaveLength(2 * 2 * 2);
    stage.sandbox.log.clear();
    await runTheScript(stage);
    expect(stage.sandbox.log.find("GET", /_scans\.(tsv|json)$/)).toHaveLength(2 * 2 * 2 * 3);
  });

  it("8.6 a session without a selected image gets no scans files", async () => {
    const stage = await usePull({
      study: { candidates: 1, visits: ["PREBL00"], scanTypes: ["t1w"] },
      images: [{ candidate: "1000101", visit: "PREFU12", scanType: "bold" }],
    });
    await stage.pull({ modalities: ["bold"] });
    expect((await stage.tree()).filter((path) => path.includes("_scans."))).toEqual([
      "sub-1000101/ses-PREFU12/sub-1000101_ses-PREFU12_scans.json",
      "sub-1000101/ses-PREFU12/sub-1000101_ses-PREFU12_scans.tsv",
    ]);
  });

  it("8.8 T2star is not qT2star, dwi65 not dwi65-b0 and t1w not t1w-defaced", async () => {
    for (const [wanted, other] of [
      ["T2star", "qT2star"],
      ["dwi65", "xdwi65-b0"],
      ["t1w", "t1w-defaced"],
    ] as const) {
      const stage = await usePull({
        study: { candidates: 1, visits: ["PREBL00"], scanTypes: [wanted, other] },
      });
      const { results } = await stage.pull({ modalities: [wanted] });
      const links = results.map(({ id }) => id);
      const came = stage.images().filter(({ bids }) => links.includes(bids["NiftiLink"]));
      expect(came.map(({ scanType }) => scanType)).toEqual([wanted]);
    }
  });

  it("8.11 a large image passes through little memory and stands whole or not at all", async () => {
    const sizeBytes = 200 * 1024 * 1024;
    const stage = await usePull({
      study: { candidates: 1, visits: ["PREBL00"], scanTypes: ["t1w"], imageBytes: sizeBytes },
    });
    const { counts, maxRssBytes } = await pullInChild({
      baseUrl: stage.sandbox.url.loris,
      ...stage.sandbox.credentials.loris,
      dir: stage.dir,
      options: {},
    });
    expect(counts).toEqual({ done: 9 });
    expect(maxRssBytes / 1024 ** 2).toBeLessThan(150);
    const [image] = (await stage.tree()).filter((path) => path.endsWith(".nii.gz"));
    expect((await stat(join(stage.dir, image!))).size).toBeGreaterThan(0.9 * sizeBytes);
  }, 60_000);

  it("8.12 answers and names outside of ASCII are read and kept", async () => {
    const stage = await usePull({
      study: { candidates: 1, visits: ["Année 1"], scanTypes: ["t1w"], sites: ["Montréal"] },
    });
    const text = "Étude de l’hôpital — 東京\n";
    stage.sandbox.state.loris.setStudyFile("README", text);
    expect((await stage.pull({ site: "Montréal", visits: ["Année 1"] })).failed).toBe(0);
    expect(await stage.text("README")).toBe(text);
    expect(await stage.tree()).toContain("sub-1000101/ses-Année 1/anat/sub-1000101_ses-Année 1_T1w.nii.gz");
  });
});
