import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDataset, readHeader } from "@scanferry/dicom";
import { collect } from "@scanferry/transfer";
import { expect, it, onTestFinished } from "vitest";
import { describeShared, sharedPath } from "../../../../tools/test-support/shared-data.js";
import { planPush } from "../../src/plan/plan-push.js";
import type { PushPlan } from "../../src/plan/push-plan.js";
import { pull } from "../../src/pull/pull.js";
import { pushPlan } from "../../src/push/push.js";
import { usePush, type PushStage } from "./support/use-push.js";

/** What real scanners and programs wrote, by maker. */
const makers = [
  "studyforrest",
  "nih/20180918Si",
  "nih/20180918GE",
  "philips",
  "heudiconv",
  "dcmjs",
  "pydicom/dicomdirtests/98892001",
  "pydicom/dicomdirtests/77654033",
];
/** What XNAT's own script rewrites or adds on every import (wire/xnat.md, 11b). */
const rewritten = ["00100010", "00100020", "00081030", "00120064"];

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "scanferry-trip-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** Pushes a folder as one subject's sessions; gives the sources by their SOP instance. */
async function pushed({ ctx }: PushStage, maker: string): Promise<Map<string, string>> {
  const subject = maker.replace(/\W/g, "_");
  const plan = await planPush(sharedPath(`dicom/${maker}`), {
    project: "P1",
    subject,
    session: "x",
    splitStudies: true,
    skipUnreadable: true,
  });
  try {
    const sources = new Map<string, string>();
    for await (const session of plan.sessions())
      for await (const { sopInstanceUid, path, inArchive } of session.entries())
        if (inArchive === undefined) sources.set(sopInstanceUid, path);
    const { results } = await collect(pushPlan(ctx, ofManyPatients(plan), { destination: "archive" }));
    const sent = results.filter(({ status }) => status === "done");
    // A session with a problem is told as such and not sent; all others arrive.
    for (const { status, error } of results)
      if (status !== "done") expect(error?.code, maker).toBe("data/corrupt");
    expect(sent.length, maker).toBeGreaterThan(0);
    return sources;
  } finally {
    await plan.close();
  }
}

/** Collections of files are no sessions of one patient; these tests want them all. */
function ofManyPatients(plan: PushPlan): PushPlan {
  return {
    ...plan,
    async *sessions() {
      for await (const session of plan.sessions())
        yield { ...session, problems: session.problems.filter(({ code }) => code !== "input/invalid") };
    },
  };
}

/** Pulls everything back; gives the copies by their SOP instance. */
async function pulled({ ctx }: PushStage): Promise<Map<string, string>> {
  const dir = await folder();
  const { failed } = await collect(pull(ctx, { project: "P1" }, dir, {}));
  expect(failed).toBe(0);
  const copies = new Map<string, string>();
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.includes(".scanferry")) continue;
    copies.set((await readHeader(path)).sopInstanceUid, path);
  }
  return copies;
}

/** The bytes behind the meta header, which a server may write anew. */
function dataSetOf(file: Buffer): Buffer {
  if (file.toString("latin1", 128, 132) !== "DICM") return file;
  return file.subarray(144 + file.readUInt32LE(140));
}

describeShared("real scans that are pushed and pulled back", () => {
  it("have data sets that are identical, byte by byte, where the server rewrites nothing", async () => {
    const stage = await usePush({ anonymize: false, pipelines: false });
    const sources = new Map<string, string>();
    for (const maker of makers) for (const [uid, path] of await pushed(stage, maker)) sources.set(uid, path);
    const copies = await pulled(stage);
    expect(sources.size).toBeGreaterThan(150);
    let compared = 0;
    for (const [uid, copy] of copies) {
      const source = sources.get(uid);
      if (source === undefined) throw new Error(`nobody sent ${uid}`);
      const [sent, came] = await Promise.all([readFile(source), readFile(copy)]);
      expect(dataSetOf(came).equals(dataSetOf(sent)), source).toBe(true);
      compared++;
    }
    expect(compared).toBe(copies.size);
    expect(sources.size).toBe(compared);
  }, 120_000);

  it("differ in the elements of the server's script alone where it runs", async () => {
    const stage = await usePush({ pipelines: false });
    const chosen = ["nih/20180918Si", "philips"];
    const sources = new Map<string, string>();
    for (const maker of chosen) for (const [uid, path] of await pushed(stage, maker)) sources.set(uid, path);
    const copies = await pulled(stage);
    expect(copies.size).toBe(sources.size);
    let compared = 0;
    for (const [uid, copy] of copies) {
      // Each file through the slow reader would take a minute: every eighth does.
      if (compared++ % 8 !== 0) continue;
      const [sent, came] = await Promise.all([readDataset(sources.get(uid) ?? ""), readDataset(copy)]);
      const others = (elements: object): object =>
        Object.fromEntries(
          Object.entries(elements).filter(([tag]) => !rewritten.includes(tag) && !tag.startsWith("0002")),
        );
      expect(others(came)).toEqual(others(sent));
      expect(came["00100010"]).not.toEqual(sent["00100010"]);
    }
  }, 120_000);

  const program = "dcm2niix";
  const isMissing = spawnSync(program, ["-v"]).error !== undefined;
  const declare = isMissing && process.env["SCANFERRY_REQUIRE_PEERS"] !== "1" ? it.skip : it;
  declare(
    `give dcm2niix the same image of a Siemens mosaic${isMissing ? " (skipped: dcm2niix not installed)" : ""}`,
    async () => {
      const stage = await usePush({ pipelines: false });
      const maker = "nih/20180918Si";
      await pushed(stage, maker);
      const copies = await pulled(stage);
      const dir = await folder();
      for (const [number, copy] of [...copies.values()].entries())
        await copyFile(copy, join(dir, `${String(number)}.dcm`));
      const made = await images(sharedPath(`dicom/${maker}`));
      expect(made.length).toBeGreaterThan(0);
      expect(await images(dir)).toEqual(made);
    },
    60_000,
  );
});

/** What dcm2niix makes of a folder: the digest of each image, sorted, for names hold what was rewritten. */
async function images(dir: string): Promise<string[]> {
  const out = await folder();
  execFileSync("dcm2niix", ["-z", "n", "-b", "n", "-f", "%s_%t", "-o", out, dir]);
  const names = (await readdir(out)).filter((name) => name.endsWith(".nii"));
  const digests = names.map(async (name) =>
    createHash("sha256")
      .update(await readFile(join(out, name)))
      .digest("hex"),
  );
  return (await Promise.all(digests)).sort();
}
