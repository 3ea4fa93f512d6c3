import { rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createZip } from "@scanferry/zip-crypt";
import { expect, it } from "vitest";
import { allOf, bytesOf } from "../../../../tools/test-support/all-of.js";
import type { PlannedSession } from "../../src/plan/planned-session.js";
import { storedZip } from "../pull/support/stored-zip.js";
import { madeInstance, type MadeInstance } from "../push/support/made-instance.js";
import { madeTar } from "./support/made-tar.js";
import { image, readPlan, useTree } from "./support/use-tree.js";

type Packed = Readonly<Record<string, MadeInstance | string>>;

const three: Packed = {
  "S1/pre/AAHEAD/1.dcm": image("1", 2, 1),
  "S1/pre/T1/1.dcm": image("1", 3, 1),
  "S1/pre/T1/2.dcm": image("1", 3, 2),
};

function contentOf(made: MadeInstance | string): Buffer {
  return typeof made === "string" ? Buffer.from(made) : madeInstance(made);
}

async function zip(
  dir: string,
  files: Packed,
  options: { level?: number; password?: string } = {},
): Promise<string> {
  const path = join(dir, "a.zip");
  const entries = Object.entries(files).map(([name, made]) => ({ name, source: contentOf(made) }));
  await createZip(path, entries, { level: 6, ...options });
  return path;
}

async function tar(dir: string, files: Packed, name = "a.tar.gz"): Promise<string> {
  const path = join(dir, name);
  const bytes = madeTar(Object.entries(files).map(([entry, made]) => [entry, contentOf(made)]));
  await writeFile(path, name.endsWith("gz") ? gzipSync(bytes) : bytes);
  return path;
}

/** The contents of a session, by the names they are sent under. */
async function contents(session: PlannedSession | undefined): Promise<Record<string, Buffer>> {
  const read: Record<string, Buffer> = {};
  for await (const content of session?.contents() ?? [])
    read[content.file.entry] = await bytesOf(content.open());
  return read;
}

it.each([
  ["a zip", zip],
  ["a tar", (dir: string, files: Packed) => tar(dir, files, "a.tar")],
  ["a tar within gzip", tar],
])("plans %s as it plans folders, and gives its contents in order", async (_, pack) => {
  const path = await pack(await useTree({}), { ...three, "S1/pre/T1/notes.txt": "notes" });
  const { sessions, series, left, problems } = await readPlan(path, { excludeFrom: ["AAHEAD"] });
  expect(series).toEqual({ "S1/S1_pre": ["T1"] });
  expect(problems).toEqual({ "S1/S1_pre": [] });
  expect(left).toEqual(["excluded 1.dcm", "not-dicom notes.txt"]);
  expect(sessions[0]?.archive).toMatchObject({ path, asIs: false });
  expect(await contents(sessions[0])).toEqual({
    "T1/1.dcm": madeInstance(image("1", 3, 1)),
    "T1/2.dcm": madeInstance(image("1", 3, 2)),
  });
  // The second reading gives the same.
  expect(Object.keys(await contents(sessions[0]))).toEqual(["T1/1.dcm", "T1/2.dcm"]);
});

it("sends a zip as it is only where it holds one session, nothing else, and nothing that servers misread", async () => {
  const asIs = async (files: Packed, options: { level?: number } = {}): Promise<boolean | undefined> => {
    const dir = await useTree({});
    const { sessions } = await readPlan(await zip(dir, files, options));
    return sessions[0]?.archive?.asIs;
  };
  expect(await asIs(three)).toBe(true);
  expect(await asIs(three, { level: 0 })).toBe(true);
  expect(await asIs({ ...three, "S1/pre/T1/x.txt": "x" })).toBe(false);
  expect(await asIs({ ...three, "S1/pre/T1/3.dcm": image("1", 3, 2) })).toBe(false);
  expect(await asIs({ ...three, "S2/pre/T1/1.dcm": image("2", 3, 2) })).toBe(false);
  expect(await asIs({ "S1/pre/T1/.1.dcm": image("1", 3, 1) })).toBe(false);
  expect(await asIs({ ...three, "S1/pre/T1/ü.dcm": image("1", 3, 9) })).toBe(false);
  const dir = await useTree({});
  // Whether a stored entry has its sizes before it is not looked at; packing it again costs little.
  const stored = join(dir, "stored.zip");
  await writeFile(stored, storedZip(Object.entries(three).map(([name, made]) => [name, contentOf(made)])));
  expect((await readPlan(stored)).sessions[0]?.archive?.asIs).toBe(false);
  expect((await readPlan(await tar(dir, three))).sessions[0]?.archive?.asIs).toBe(false);
});

it("knows a second copy in an archive by its checksum, and one with other bytes as a problem", async () => {
  for (const pack of [zip, tar]) {
    const dir = await useTree({});
    const same = await readPlan(await pack(dir, { ...three, "S1/pre/T1/again.dcm": image("1", 3, 2) }));
    expect(same.left).toEqual(["duplicate again.dcm"]);
    const other = await readPlan(
      await pack(dir, { ...three, "S1/pre/T1/other.dcm": image("1", 3, 2, { description: "Series 4" }) }),
    );
    expect(other.left).toEqual(["other-content other.dcm"]);
    expect(other.problems["S1/S1_pre"]).toEqual([
      "Two files have the same SOPInstanceUID and different contents.",
    ]);
  }
});

it("reads names as tar of a folder and programs of Windows write them, and does not send those as they are", async () => {
  const dir = await useTree({});
  const dotted = await tar(dir, { "./S1/pre/T1/1.dcm": image("1", 3, 1) });
  expect((await readPlan(dotted)).series).toEqual({ "S1/S1_pre": ["T1"] });
  const path = join(dir, "w.zip");
  await writeFile(path, storedZip([["S1\\pre\\T1\\1.dcm", madeInstance(image("1", 3, 1))]]));
  const { sessions } = await readPlan(path);
  expect(sessions.map(({ id, archive }) => [id, archive?.asIs])).toEqual([["S1/S1_pre", false]]);
  expect(Object.keys(await contents(sessions[0]))).toEqual(["T1/1.dcm"]);
});

it("puts several archives and a folder together where both labels are given", async () => {
  const dir = await useTree({ "more/IM5": image("1", 5, 1) });
  const one = await zip(dir, { "x/IM3": image("1", 3, 1) });
  const two = await tar(dir, { "x/y/IM4": image("1", 4, 1) });
  const { sessions, problems } = await readPlan([one, two, join(dir, "more")], {
    subject: "S1",
    session: "pre",
  });
  expect(problems).toEqual({ "S1/S1_pre": [] });
  expect(sessions[0]?.archive).toMatchObject({ path: one, asIs: false });
  expect(Object.keys(await contents(sessions[0]))).toEqual(["x/IM3", "y/IM4", "5-Series_5/IM5"]);
});

it("refuses archives that are cut off, locked or changed since, each in its own words", async () => {
  const dir = await useTree({});
  const path = await tar(dir, three);
  const { sessions } = await readPlan(path);
  await tar(dir, { "S1/pre/T1/1.dcm": image("1", 3, 1) });
  await expect(contents(sessions[0])).rejects.toMatchObject({
    code: "data/corrupt",
    message: "The archive is another one than it was when the plan was made.",
  });
  await writeFile(
    path,
    gzipSync(madeTar([["S1/pre/T1/1.dcm", madeInstance(image("1", 3, 1))]])).subarray(0, 90),
  );
  await expect(readPlan([dir, path])).rejects.toMatchObject({ code: "data/corrupt", subject: path });
  const locked = await readPlan(await zip(dir, three, { password: "scan ferry" }));
  expect(locked.sessions[0]?.problems[0]).toMatchObject({ code: "auth/required" });
  await writeFile(join(dir, "x.dcm"), "no archive");
  await expect(readPlan(join(dir, "x.dcm"))).rejects.toMatchObject({ code: "input/invalid" });
  await rm(path);
  await expect(readPlan(path)).rejects.toMatchObject({ code: "local/not-found" });
});

it("takes of two entries of one name the one that was planned", async () => {
  const [first, second] = [image("1", 9, 1, { patient: "" }), image("1", 3, 2)];
  const name = "S1/pre/T1/1.dcm";
  const path = join(await useTree({}), "a.tar");
  await writeFile(
    path,
    madeTar([
      [name, madeInstance(first)],
      [name, madeInstance(second)],
    ]),
  );
  const { sessions } = await readPlan(path, { series: ["3"] });
  expect(await contents(sessions[0])).toEqual({ "T1/1.dcm": madeInstance(second) });
});

it("does not send another archive of the same names and lengths, nor a file that was written anew", async () => {
  const dir = await useTree({ "more/S1/pre/T2/1": image("1", 4, 1) });
  const files = { "S1/pre/T1/1.dcm": image("1", 3, 1) };
  const path = await tar(dir, files, "a.tar");
  await utimes(path, 2e9, 2e9);
  const { sessions } = await readPlan([path, join(dir, "more")], { subject: "S1", session: "pre" });
  await utimes(path, 1e9, 1e9);
  await expect(contents(sessions[0])).rejects.toMatchObject({ code: "data/corrupt" });
  await utimes(path, 2e9, 2e9);
  const file = join(dir, "more/S1/pre/T2/1");
  await utimes(file, 1e9, 1e9);
  await expect(contents(sessions[0])).rejects.toMatchObject({ code: "data/size-mismatch", subject: file });
});

it("holds contents to the lengths that were planned", async () => {
  const dir = await useTree({ "S1/pre/T1/1": image("1", 3, 1) });
  const { sessions } = await readPlan(dir);
  await writeFile(join(dir, "S1/pre/T1/1"), "short");
  await expect(contents(sessions[0])).rejects.toMatchObject({ code: "data/size-mismatch" });
  expect(await allOf(sessions[0]?.entries() ?? (async function* () {})())).toHaveLength(1);
});
