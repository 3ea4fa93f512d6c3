import { describe, expect, it } from "vitest";

import { usePull } from "../pull/support/use-pull.js";
import { datasetFiles, candidatesOf, session, targets, useStock } from "./support/use-stock.js";

describe("pull of BIDS from a stock server", () => {
  it("names the images by their scan types, with all that belongs to them and the tables", async () => {
    const stage = await useStock();
    const { failed, skipped } = await stage.pull();
    expect([failed, skipped]).toEqual([0, 0]);
    const [a = "", b = ""] = candidatesOf(stage);
    const sessions = [a, b].flatMap((candidate) =>
      ["V1", "V2"].flatMap((visit) => session(candidate, visit)),
    );
    expect(await stage.tree()).toEqual([...datasetFiles, ...sessions].sort());
    expect(await stage.text(`sub-${a}/ses-V1/sub-${a}_ses-V1_scans.tsv`)).toBe(
      [
        "filename",
        `anat/sub-${a}_ses-V1_T1w.nii.gz`,
        `dwi/sub-${a}_ses-V1_acq-25_dwi.nii.gz`,
        `func/sub-${a}_ses-V1_task-rest_bold.nii.gz`,
        "",
      ].join("\n"),
    );
    expect(JSON.parse(await stage.text("dataset_description.json"))).toMatchObject({
      BIDSVersion: expect.stringMatching(/^1\.\d+\.\d+$/),
      Name: "Pumpernickel",
      GeneratedBy: [{ Name: "Scanferry" }],
      SourceDatasets: [{ URL: stage.sandbox.url.loris }],
    });
  });

  it("lists participants with sex, site and project, and neither date of birth nor PSCID", async () => {
    const stage = await useStock();
    await stage.pull();
    const [header, ...rows] = (await stage.text("participants.tsv")).trimEnd().split("\n");
    expect(header).toBe("participant_id\tsex\tsite\tproject");
    expect(rows.map((row) => row.split("\t")[0])).toEqual(candidatesOf(stage).map((id) => `sub-${id}`));
    for (const row of rows) {
      const [, sex, site, project] = row.split("\t");
      expect(["male", "female", "other", "n/a"]).toContain(sex);
      expect(site).not.toBe("n/a");
      expect(project).toBe("Pumpernickel");
      expect(row).not.toMatch(/\d{4}-\d{2}-\d{2}/);
      for (const { pscid } of stage.images()) expect(row).not.toContain(pscid);
    }
  });

  it("filters by site, project and time too", async () => {
    const stage = await useStock({ sites: ["Montreal", "Rome"] });
    const rome = stage.images().filter(({ site }) => site === "Rome");
    const { results } = await stage.pull({ site: "Rome", project: "Pumpernickel", modalities: ["t1"] });
    expect(targets(results, "done").filter((path) => path.endsWith("T1w.nii.gz"))).toHaveLength(
      rome.filter(({ scanType }) => scanType === "t1").length,
    );
    const later = new Date(
      Math.max(...stage.images().map(({ insertTime }) => Date.parse(insertTime))) + 1000,
    );
    const none = await stage.pull({ since: later });
    expect(none.results.filter(({ target }) => target.endsWith(".nii.gz"))).toEqual([]);
  });

  it("lists images whose scan type has no BIDS name, with one warning that names the types", async () => {
    const stage = await useStock({ scanTypes: ["t1", "qT2star", "scout"] });
    const { results, failed, skipped } = await stage.pull();
    expect([failed, skipped]).toEqual([0, 8]);
    const reasons = results
      .filter(({ status }) => status === "skipped")
      .map(({ error }) => error?.message ?? "");
    expect(reasons.filter((reason) => /“qT2star”.*no BIDS name/.test(reason))).toHaveLength(4);
    expect(reasons.filter((reason) => /“scout”.*localizer/.test(reason))).toHaveLength(4);
    const warnings = stage.warnings().filter((message) => message.includes("qT2star"));
    expect(warnings).toEqual(["4 images have a scan type without a BIDS name and are left out: qT2star."]);
  });

  it("follows the user's mapping before its own, whatever the capital letters", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"], scanTypes: ["t1", "qT2star", "dwi25"] });
    const [a = ""] = candidatesOf(stage);
    await stage.pull({
      mapping: {
        T1: { bids: "anat/T1w", entities: { acq: "mprage" } },
        qT2star: { bids: "anat/T2starmap" },
        dwi25: { skip: "not wanted" },
      },
    });
    const stem = `sub-${a}/ses-V1/anat/sub-${a}_ses-V1`;
    expect((await stage.tree()).filter((path) => path.endsWith(".nii.gz"))).toEqual([
      `${stem}_T2starmap.nii.gz`,
      `${stem}_acq-mprage_T1w.nii.gz`,
    ]);
  });

  it("keeps an image whose JSON or b-values the server lacks, and says what is lacking", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"] });
    const dwi = stage.images().find(({ scanType }) => scanType === "dwi25")!;
    const base = `${dwi.link}/format/${dwi.name.replace(".mnc", "")}`;
    for (const kind of ["json", "bval"]) stage.sandbox.state.loris.removeFile(`${base}.${kind}`);
    const { results, failed, skipped } = await stage.pull();
    const stem = `sub-${dwi.candidate}/ses-V1/dwi/sub-${dwi.candidate}_ses-V1_acq-25_dwi`;
    expect([failed, skipped]).toEqual([0, 2]);
    expect(targets(results, "skipped")).toEqual([`${stem}.bval`, `${stem}.json`]);
    for (const { error } of results.filter(({ status }) => status === "skipped"))
      expect(error).toMatchObject({ code: "remote/not-found" });
    expect(await stage.tree()).toContain(`${stem}.nii.gz`);
    const summary = stage.events.find((event) => event.type === "summary");
    expect(summary).toMatchObject({ failed: 0, skipped: 2 });
    const told = stage.events.filter((event) => event.type === "result" && event.status === "skipped");
    expect(told).toHaveLength(2);
  });

  it("writes nothing in a dry run, and names every file", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"] });
    const { results, planned } = await stage.pull({ dryRun: true });
    const [a = ""] = candidatesOf(stage);
    expect(planned).toBe(results.length);
    expect(targets(results, "planned")).toEqual([...datasetFiles, ...session(a, "V1")].sort());
    expect(await stage.tree({ internal: true, sidecars: true })).toEqual([]);
  });

  it("fills the table with n/a for an account that may not list candidates", async () => {
    const stage = await useStock({ candidates: 1, visits: ["V1"], scanTypes: ["t1"] });
    stage.sandbox.faults.add({
      path: /\/candidates\/?$/,
      kind: "status",
      status: 403,
      body: '{"error":"forbidden"}',
      times: 10,
    });
    expect((await stage.pull()).failed).toBe(0);
    const [a = ""] = candidatesOf(stage);
    expect(await stage.text("participants.tsv")).toBe(
      `participant_id\tsex\tsite\tproject\nsub-${a}\tn/a\tn/a\tn/a\n`,
    );
  });
});

describe("a server with neither BIDS endpoint nor formats", () => {
  it("is asked for a few images only (LORIS 22 and 23, which answer 415)", async () => {
    const stage = await useStock({ candidates: 50 });
    stage.sandbox.faults.add({
      path: /\/format\//,
      kind: "status",
      status: 415,
      body: '{"error":"Unsupported Media Type"}',
      times: 10_000,
    });
    await expect(stage.pull()).rejects.toMatchObject({
      code: "remote/refused",
      hint: expect.stringContaining("minc"),
    });
    expect(stage.sandbox.log.find("GET", /\/format\//).length).toBeLessThan(100);
    expect((await stage.tree()).filter((path) => path.startsWith("sub-"))).toEqual([]);
  });

  it("is told from the start, with what to do", async () => {
    const stage = await usePull({ dialect: "preventad", study: { candidates: 1, scanTypes: ["t1w"] } });
    stage.sandbox.faults.add({
      path: /\/bids\/?$/,
      kind: "status",
      status: 404,
      body: '{"error":"not found"}',
      times: 10,
    });
    await expect(stage.pull()).rejects.toMatchObject({
      code: "remote/refused",
      hint: expect.stringContaining("minc"),
    });
    expect(await stage.tree()).toEqual([]);
  });
});
