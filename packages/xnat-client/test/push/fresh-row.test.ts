import { describe, expect, it } from "vitest";
import type { PlannedFile, PlannedSession } from "../../src/plan/planned-session.js";
import { compareFresh } from "../../src/push/look/compare-fresh.js";
import { ExpectedFiles } from "../../src/push/look/expected-files.js";
import type { RemoteFile } from "../../src/push/look/remote-file.js";
import { madeSession } from "./support/made-session.js";
import { type PushStage, usePush } from "./support/use-push.js";

const sampled = "verified by name and size, SOP instance of some";

function heads({ sandbox }: PushStage): number {
  return sandbox.log.find("GET", /\.dcm$/).length;
}

describe("a session that a push has just made", () => {
  it.each(["1.6", "1.9"] as const)("is known by its list and a few instances (%s)", async (version) => {
    const stage = await usePush({ version, anonymize: false, pipelines: false });
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 12 }) });
    expect((await stage.push(plan)).results).toMatchObject([{ status: "done", note: sampled }]);
    expect(heads(stage)).toBe(8);
    // What was there before is read wholly, and what the server archives of it then is sampled.
    expect((await stage.push(plan)).results).toMatchObject([{ note: "verified by SOP instance" }]);
    expect(heads(stage)).toBe(24);
    const archived = await stage.push(plan, { destination: "archive" });
    expect(archived.results).toMatchObject([{ status: "done", note: sampled }]);
    expect(heads(stage)).toBe(32);
  });

  it("is read wholly where the server rewrote its files", async () => {
    const stage = await usePush({ pipelines: false });
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 12 }) });
    expect((await stage.push(plan)).results).toMatchObject([{ note: "verified by SOP instance" }]);
    expect(heads(stage)).toBe(24);
  });
});

const planned = [1, 2].flatMap((series) =>
  Array.from({ length: 10 }, (_, index): PlannedFile => ({
    path: "/x",
    entry: `s${String(series)}/IM${String(index)}.dcm`,
    sizeBytes: 5000,
    mtimeMs: 0,
    sopInstanceUid: `1.${String(series)}.${String(index)}`,
    sopClassUid: "1.2",
    studyUid: "1.2",
    seriesUid: `9.${String(series)}`,
    transferSyntax: "1.2.840.10008.1.2.1",
  })),
);
const listed = planned.map(({ seriesUid, entry, sopInstanceUid }): RemoteFile => ({
  scanId: seriesUid.slice(2),
  seriesUid,
  name: entry.slice(3),
  sizeBytes: 5000,
  uri: sopInstanceUid,
}));

/** Compares a list with the plan; a file's address is its instance. */
async function compared(files: readonly RemoteFile[]) {
  const session = { series: [], entries: () => each(planned) } as unknown as PlannedSession;
  const read: Record<string, number> = {};
  const arrival = await compareFresh(await ExpectedFiles.of(session), () => each(files), {
    headOf: ({ scanId, uri }) => {
      read[scanId] = (read[scanId] ?? 0) + 1;
      return Promise.resolve({ sopInstanceUid: uri, isWhole: true });
    },
    isWhole: () => Promise.resolve(true),
  });
  const { there, missing, others, verifiedBy } = arrival;
  return { there, missing, others, verifiedBy, read };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  await Promise.resolve();
  yield* items;
}

describe("the list of a scan", () => {
  const some = "name and size, SOP instance of some";
  const at = (index: number, change: Partial<RemoteFile>): RemoteFile[] =>
    listed.map((file, place) => (place === index ? { ...file, ...change } : file));
  const stranger: RemoteFile = { scanId: "1", seriesUid: "9.1", name: "X.dcm", sizeBytes: 5000, uri: "8.8" };
  it.each([
    ["speaks for its files where all have our names and sizes", listed, [20, 0], { 1: 4, 2: 4 }],
    ["with one file of another size says nothing", at(4, { sizeBytes: 4990 }), [20, 0], { 1: 10, 2: 4 }],
    ["with one file of another name says nothing", at(4, { name: "X.dcm" }), [20, 0], { 1: 10, 2: 4 }],
    ["with a file too many says nothing", [...listed, stranger], [20, 1], { 1: 11, 2: 4 }],
    ["with a file too few says nothing", listed.slice(1), [19, 0], { 1: 9, 2: 4 }],
    ["is not believed where a sample is another instance", at(9, { uri: "8.8" }), [19, 1], { 1: 14, 2: 4 }],
    [
      "is not believed where it has a file twice",
      [...listed.slice(1), ...listed.slice(1, 2)],
      [19, 0],
      { 1: 10, 2: 4 },
    ],
  ] as const)("%s", async (_, files, [there, others], read) => {
    expect(await compared(files)).toEqual({ there, missing: 20 - there, others, verifiedBy: some, read });
  });
});
