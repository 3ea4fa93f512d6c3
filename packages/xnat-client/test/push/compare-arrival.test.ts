import { describe, expect, it } from "vitest";
import { compareArrival } from "../../src/push/look/compare-arrival.js";
import { endsWell } from "../../src/push/look/ends-well.js";
import { ExpectedFiles } from "../../src/push/look/expected-files.js";
import type { PlannedFile, PlannedSession } from "../../src/plan/planned-session.js";
import { madeInstance } from "./support/made-instance.js";

const file: PlannedFile = {
  path: "/x",
  entry: "s1/IM1.dcm",
  sizeBytes: 500_000,
  mtimeMs: 0,
  sopInstanceUid: "1.2.3",
  sopClassUid: "1.2",
  studyUid: "1.2",
  seriesUid: "1.2.9",
  transferSyntax: "1.2.840.10008.1.2.1",
};

/** Compares one planned file with one of the server's. */
async function compared(sizeBytes: number | undefined, isWhole: boolean | undefined, read: boolean) {
  const session = { series: [], entries: () => each([file]) } as unknown as PlannedSession;
  const remote = each([{ scanId: "1", seriesUid: "1.2.9", name: "IM1.dcm", sizeBytes, uri: "/u" }]);
  const expected = await ExpectedFiles.of(session);
  const { there, missing, others } = await compareArrival(expected, remote, {
    headOf: () => Promise.resolve({ sopInstanceUid: "1.2.3", isWhole }),
    isWhole: () => Promise.resolve(read),
  });
  return { there, missing, others };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  await Promise.resolve();
  yield* items;
}

describe("an instance on the server", () => {
  const isThere = { there: 1, missing: 0, others: 0 };
  const isMissing = { there: 0, missing: 1, others: 0 };
  it.each([
    ["of the same length is there", 500_000, undefined, false, isThere],
    ["a little shorter, its pixels too far behind, is there", 499_000, undefined, false, isThere],
    ["whose length nobody tells is there", undefined, undefined, true, isThere],
    ["a little shorter without room for its pixels is missing", 499_000, false, true, isMissing],
    ["much shorter with all of its pixels is there", 300_000, true, false, isThere],
    ["much shorter is read, and missing where it is cut", 9000, undefined, false, isMissing],
    ["much shorter is read, and there where it is whole", 300_000, undefined, true, isThere],
  ] as const)("%s", async (_, sizeBytes, isWhole, read, found) => {
    expect(await compared(sizeBytes, isWhole, read)).toEqual(found);
  });

  it("ends well where the length has room for the pixels that its beginning announces", async () => {
    const bytes = madeInstance({ study: "2.25.5", series: 1, number: 1, pixels: 4000 });
    const beginning = [bytes.subarray(0, 2000)];
    expect(await endsWell(beginning, bytes.length)).toBe(true);
    expect(await endsWell(beginning, bytes.length - 2)).toBe(false);
    expect(await endsWell([bytes.subarray(0, 400)], bytes.length)).toBeUndefined();
    expect(await endsWell(beginning, undefined)).toBeUndefined();
  });
});
