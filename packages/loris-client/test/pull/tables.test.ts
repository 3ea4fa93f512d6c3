import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { subsetTable } from "../../src/pull/tables/subset-table.js";
import { usePull, type PullStage } from "./support/use-pull.js";

async function subset(
  text: string,
  keep: readonly string[],
  { column = "participant_id", pieces = 7 }: { column?: string; pieces?: number } = {},
) {
  const missing: string[] = [];
  async function* source(): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += pieces)
      yield await Promise.resolve(bytes.subarray(at, at + pieces));
  }
  const chunks: Uint8Array[] = [];
  const rows = subsetTable(source(), {
    column,
    keep: (value) => Promise.resolve(keep.includes(value)),
    onMissingColumn: () => missing.push(column),
  });
  for await (const chunk of rows) chunks.push(chunk);
  return { text: Buffer.concat(chunks).toString(), missing };
}

describe("rows of a table", () => {
  it("stay as they are, byte for byte, where they stay", async () => {
    const text = "\uFEFFage\tparticipant_id\r\n71\tsub-1\r\n72\tsub-2\r\n\r\n73\tsub-3\ré";
    expect((await subset(text, ["sub-1"])).text).toBe("\uFEFFage\tparticipant_id\r\n71\tsub-1\r\n\r\n");
    expect((await subset(text, ["sub-1", "sub-2", "sub-3\ré"])).text).toBe(text);
  });

  it("are found in a quoted column with quoted values, and in the first column behind a byte order mark", async () => {
    const text = '\uFEFF"participant_id"\t"sex"\n"sub-1"\t"F"\n"sub-2"\t"M"\n';
    expect((await subset(text, ["sub-2"])).text).toBe('\uFEFF"participant_id"\t"sex"\n"sub-2"\t"M"\n');
  });

  it("keep letters outside of ASCII, cut at any byte", async () => {
    const text = "participant_id\tsite\nsub-1\tMontréal 東京\nsub-2\tx";
    for (let pieces = 1; pieces < 9; pieces++)
      expect((await subset(text, ["sub-1"], { pieces })).text).toBe(
        "participant_id\tsite\nsub-1\tMontréal 東京\n",
      );
  });

  it("all stay where no column names them, which is said once", async () => {
    const text = "id\tsex\nsub-1\tF\nsub-2\tM\n";
    expect(await subset(text, [])).toEqual({ text, missing: ["participant_id"] });
  });

  it("are refused when one of them is no line of a table", async () => {
    await expect(
      subset(`participant_id\n${"x".repeat(2 * 1024 * 1024)}`, [], { pieces: 65536 }),
    ).rejects.toMatchObject({
      code: "data/corrupt",
    });
  });
});

const study = { study: { candidates: 3, visits: ["PREBL00", "PREFU12"], scanTypes: ["t1w", "FLAIR"] } };
const folder = "sub-1000101/ses-PREBL00";
const scans = `${folder}/sub-1000101_ses-PREBL00_scans.tsv`;

async function subsetOf(options = {}): Promise<PullStage> {
  const stage = await usePull(study);
  const { failed } = await stage.pull({
    modalities: ["t1w"],
    visits: ["PREBL00"],
    candidates: ["1000101", "1000212"],
    ...options,
  });
  expect(failed).toBe(0);
  return stage;
}

const rows = (text: string): string[] =>
  text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t")[0] ?? "");

describe("tables of a part of a study (8.10)", () => {
  it("list what was downloaded, and the server's own lie beside", async () => {
    const stage = await subsetOf();
    expect(rows(await stage.text("participants.tsv"))).toEqual(["sub-1000101", "sub-1000212"]);
    expect(rows(await stage.text(scans))).toEqual(["anat/sub-1000101_ses-PREBL00_T1w.nii.gz"]);
    expect(await stage.text(".scanferry/server/participants.tsv")).toBe(
      stage.sandbox.state.loris.studyFile("participants.tsv"),
    );
    expect(rows(await stage.text(`.scanferry/server/${scans}`))).toHaveLength(2);
    expect((await stage.tree()).filter((path) => path.endsWith("_scans.tsv"))).toHaveLength(2);
  });

  it("are unchanged in the next run, and grow when more is brought", async () => {
    const stage = await subsetOf();
    const again = await stage.pull({
      modalities: ["t1w"],
      visits: ["PREBL00"],
      candidates: ["1000101", "1000212"],
    });
    expect([again.done, again.failed]).toEqual([0, 0]);
    await stage.pull({ modalities: ["FLAIR"], visits: ["PREBL00"], candidates: ["1000101", "1000323"] });
    expect(rows(await stage.text("participants.tsv"))).toHaveLength(3);
    expect(rows(await stage.text(scans))).toHaveLength(2);
  });

  it("become the server's own again when all is pulled", async () => {
    const stage = await subsetOf();
    await stage.pull();
    expect(await stage.text("participants.tsv")).toBe(
      stage.sandbox.state.loris.studyFile("participants.tsv"),
    );
  });

  it("follow a row that is new on the server", async () => {
    const stage = await subsetOf();
    stage.sandbox.state.loris.setStudyFile(
      "participants.tsv",
      "participant_id\tage\nsub-1000212\t70\nsub-9\t71\n",
    );
    await stage.pull({ modalities: ["t1w"], visits: ["PREBL00"], candidates: ["1000101", "1000212"] });
    expect(await stage.text("participants.tsv")).toBe("participant_id\tage\nsub-1000212\t70\n");
  });

  it("do not list a participant none of whose files could be had", async () => {
    const stage = await usePull({ study: { ...study.study, restrictedCandidates: ["1000212"] } });
    const { failed } = await stage.pull({ modalities: ["t1w"] });
    expect(failed).toBeGreaterThan(0);
    expect(rows(await stage.text("participants.tsv"))).toEqual(["sub-1000101", "sub-1000323"]);
  });

  it("are left as the server has them, with a warning, when no column names the rows", async () => {
    const stage = await usePull(study);
    const text = "id\tsex\nsub-1000101\tF\nsub-1000212\tM\n";
    stage.sandbox.state.loris.setStudyFile("participants.tsv", text);
    await stage.pull({ candidates: ["1000101"] });
    expect(await stage.text("participants.tsv")).toBe(text);
    expect(stage.warnings()).toHaveLength(1);
  });

  it("fail alone when the server lists its table and does not have it", async () => {
    const stage = await usePull(study);
    const link = "/projects/loris/bids/participants.tsv";
    stage.sandbox.state.loris.removeFile(link);
    const { results } = await stage.pull({ candidates: ["1000101"] });
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed.map(({ id, error }) => [id, error?.code])).toEqual([[link, "remote/not-found"]]);
    expect(await stage.tree()).not.toContain("participants.tsv");
    expect(rows(await stage.text(scans))).toHaveLength(2);
  });

  it("are compared in a check without writing", async () => {
    const stage = await subsetOf();
    const options = {
      modalities: ["t1w"],
      visits: ["PREBL00"],
      candidates: ["1000101", "1000212"],
      check: true,
    };
    expect((await stage.pull(options)).planned).toBe(0);
    stage.sandbox.state.loris.setStudyFile("participants.tsv", "participant_id\nsub-1000101\n");
    const before = await stage.text(".scanferry/server/participants.tsv");
    const { results } = await stage.pull(options);
    const planned = results.filter(({ status }) => status === "planned").map(({ target }) => target);
    expect(planned.sort()).toEqual([".scanferry/server/participants.tsv", "participants.tsv"]);
    expect(await stage.text(".scanferry/server/participants.tsv")).toBe(before);
  });

  it.each([
    ["from the subject's folder", "ses-PREBL00/anat/"],
    ["from the dataset's folder", "sub-1000101/ses-PREBL00/anat/"],
    ["from the root of a disk", "/data/study/sub-1000101/ses-PREBL00/anat/"],
    ["from its own, spelled with a dot", "./anat/"],
  ])("find their images by paths written %s", async (_where, base) => {
    const stage = await usePull(study);
    const name = "sub-1000101_ses-PREBL00";
    const link = `/candidates/1000101/PREBL00/bidsfiles/${name}_scans.tsv`;
    const text = ["filename", `${base}${name}_T1w.nii.gz`, `${base}${name}_FLAIR.nii.gz`, ""].join("\n");
    stage.sandbox.state.loris.setSessionFile(link, text);
    await stage.pull({ modalities: ["t1w"], candidates: ["1000101"] });
    expect(rows(await stage.text(scans))).toEqual([`${base}${name}_T1w.nii.gz`]);
    expect(stage.warnings()).toEqual([]);
  });

  it("are stored whole, with one warning, when none of their rows names an image that stands here", async () => {
    const stage = await usePull(study);
    for (const visit of ["PREBL00", "PREFU12"]) {
      const link = `/candidates/1000101/${visit}/bidsfiles/sub-1000101_ses-${visit}_scans.tsv`;
      stage.sandbox.state.loris.setSessionFile(link, "filename\na.nii\nb.nii\n");
    }
    await stage.pull({ modalities: ["t1w"], candidates: ["1000101"] });
    expect(await stage.text(scans)).toBe("filename\na.nii\nb.nii\n");
    expect(stage.warnings()).toEqual([expect.stringContaining("names none of the images")]);
  });

  it("say once in a run that their column is missing, however many they are", async () => {
    const stage = await usePull(study);
    for (const visit of ["PREBL00", "PREFU12"]) {
      const link = `/candidates/1000101/${visit}/bidsfiles/sub-1000101_ses-${visit}_scans.tsv`;
      stage.sandbox.state.loris.setSessionFile(link, "file\nanat/x.nii.gz\n");
    }
    await stage.pull({ modalities: ["t1w"], candidates: ["1000101"] });
    expect(stage.warnings()).toEqual([expect.stringContaining("has no column")]);
  });

  it("leave no copy of the server's behind once all is pulled, in the folder or in the manifest", async () => {
    const stage = await subsetOf();
    expect(await stage.text(".scanferry/manifest.ndjson")).toContain(".scanferry/server/");
    await stage.pull();
    expect((await stage.tree({ internal: true })).filter((path) => path.includes("server"))).toEqual([]);
    expect(await stage.text(".scanferry/manifest.ndjson")).not.toContain(".scanferry/server/");
  });

  it("are not made from the copy of an earlier run when today's cannot be had", async () => {
    const stage = await subsetOf();
    const link = "/projects/loris/bids/participants.tsv";
    await stage.write("participants.tsv", "participant_id\nsub-1000101\n");
    stage.sandbox.state.loris.removeFile(link);
    const { results } = await stage.pull({ modalities: ["t1w"], candidates: ["1000101", "1000212"] });
    expect(results.filter(({ status }) => status === "failed").map(({ id }) => id)).toEqual([link]);
    expect(results.filter(({ target }) => target === "participants.tsv")).toEqual([]);
    expect(await stage.text("participants.tsv")).toBe("participant_id\nsub-1000101\n");
  });

  it("look for files nowhere but in the output folder", async () => {
    const stage = await usePull(study);
    await mkdir(join(stage.dir, "sub-1000323"), { recursive: true });
    await writeFile(join(stage.dir, "secret"), "x");
    stage.sandbox.state.loris.setStudyFile(
      "participants.tsv",
      "participant_id\nsub-1000101\nsub-1000323\nsub-../secret\nsub-\n..\n",
    );
    await stage.pull({ candidates: ["1000101"] });
    expect(rows(await stage.text("participants.tsv"))).toEqual(["sub-1000101"]);
  });
});
