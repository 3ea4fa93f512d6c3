import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writePhantomStudy } from "../src/index.js";
import { dicomElements } from "../src/xnat/dicom/dicom-elements.js";
import { dataSetOf, findSyntax } from "../src/xnat/dicom/dicom-syntax.js";
import { readFacts } from "../src/xnat/dicom/dicom-facts.js";
import { temporaryFolder } from "./support/temporary-folder.js";

it("writes whole DICOM files in folders of subjects, sessions and series, the same for the same seed", async () => {
  const dirs = [await temporaryFolder(), await temporaryFolder()] as const;
  const [study] = await Promise.all(dirs.map((dir) => writePhantomStudy(dir, { slices: 3, sizeVoxels: 24 })));
  expect(study?.map(({ subject, session, files }) => [subject, session, files.length])).toEqual([
    ["007", "pre", 9],
    ["007", "post", 9],
    ["008", "pre", 9],
    ["008", "post", 9],
  ]);
  const files = study?.flatMap((session) => session.files) ?? [];
  expect(files[3]).toBe("007/pre/T1-MPRAGE_0002/0001.dcm");
  const seen = { sop: new Set<string>(), series: new Set<string>(), study: new Set<string>() };
  for (const file of files) {
    const bytes = await readFile(join(dirs[0], file));
    expect(bytes.equals(await readFile(join(dirs[1], file)))).toBe(true);
    const facts = readFacts(bytes, true);
    if (facts === undefined || facts === "more") throw new Error(`${file} is no DICOM instance`);
    seen.sop.add(facts.sopInstanceUid);
    seen.series.add(facts.seriesUid);
    seen.study.add(facts.studyUid);
    expect(facts.text(0x0008103e)).toBe(file.split("/")[2]?.replace(/_\d{4}$/, ""));
  }
  expect([seen.sop.size, seen.series.size, seen.study.size]).toEqual([36, 12, 4]);
});

it("shows a head amid air, its elements in the order of their tags and its pixels at the end", async () => {
  const dir = await temporaryFolder();
  const [session] = await writePhantomStudy(dir, { slices: 3, sizeVoxels: 24 });
  const bytes = await readFile(join(dir, session?.files[4] ?? ""));
  const syntax = findSyntax(bytes);
  if (syntax === undefined) throw new Error("no DICOM");
  const elements = [...dicomElements(dataSetOf(bytes, syntax), syntax)];
  const tags = elements.map(({ tag }) => tag);
  expect(tags).toEqual([...tags].sort((a, b) => a - b));
  const pixels = bytes.subarray(bytes.length - 2 * 24 * 24);
  expect(elements.at(-1)).toMatchObject({ tag: 0x7fe00010 });
  expect(pixels.readInt16LE(0)).toBeLessThan(60);
  expect(pixels.readInt16LE(2 * (12 * 24 + 7))).toBeGreaterThan(400);
});
