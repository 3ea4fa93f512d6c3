import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { itWithPrograms } from "../support/programs.js";
import { run } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { startArchiveTest } from "../support/archive-test.js";

const SCAN = "SANDBOX/S1/S1_MR1/1/DICOM";

it("makes files of the size that was asked for, rounded up to an even one", async () => {
  for (const [fileBytes, bytes] of [
    [0, 2048],
    [5001, 5002],
    [200_000, 200_000],
  ] as const) {
    await using test = await startArchiveTest({ projects: [{ id: "SANDBOX", subjects: 1, fileBytes }] });
    expect(test.state.files(SCAN).map((file) => file.bytes)).toEqual([bytes, bytes, bytes]);
    expect((await test.state.fileBytes(SCAN, "0001.dcm")).length).toBe(bytes);
  }
});

it("gives each file bytes of its own, the same ones every time", async () => {
  const digests = async (): Promise<string[]> => {
    await using test = await startArchiveTest();
    return test.state.files(SCAN).map((file) => file.md5);
  };
  const first = await digests();
  expect(new Set(first).size).toBe(3);
  expect(await digests()).toEqual(first);
});

itWithPrograms(["dcmdump"], "writes DICOM that dcmtk reads without complaint", async () => {
  const folder = await temporaryFolder();
  for (const fileBytes of [2048, 5001, 300_000]) {
    await using test = await startArchiveTest({
      projects: [
        { id: "SANDBOX", subjects: 1, fileBytes, modalities: ["MR", "PET", "CT"], sessionsPerSubject: 3 },
      ],
    });
    for (const session of ["S1_MR1", "S1_PET1", "S1_CT1"]) {
      const path = join(folder, `${session}.dcm`);
      await writeFile(path, await test.state.fileBytes(`SANDBOX/S1/${session}/3-MR1/DICOM`, "0002.dcm"));
      const dump = await run("sh", ["-c", 'dcmdump --load-short "$1" 2>&1', "sh", path]);
      expect(dump).not.toMatch(/^[EW]: /m);
      expect(dump).toMatch(/\(0002,0010\) UI =LittleEndianExplicit/);
      expect(dump).toMatch(/\(0010,0010\) PN \[S1\]/);
      expect(dump).toMatch(new RegExp(`\\(0010,0020\\) LO \\[${session}\\]`));
      expect(dump).toMatch(/\(0020,0011\) IS \[3\]/);
      expect(dump).toMatch(/\(0020,0013\) IS \[2\]/);
      const [rows, columns] = ["0010", "0011"].map((element) =>
        Number(new RegExp(`\\(0028,${element}\\) US (\\d+)`).exec(dump)?.[1]),
      );
      const pixels = Number(/\(7fe0,0010\) OW .*# *(\d+),/.exec(dump)?.[1]);
      expect(pixels).toBe(2 * rows! * columns!);
    }
  }
});
