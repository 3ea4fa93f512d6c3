import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startArchiveTest } from "../../support/archive-test.js";
import { dicomFile } from "../../support/dicom-file.js";
import { type ArchiveFile, makeZip } from "../../support/make-archive.js";
import { itWithData, shared } from "../../support/peers.js";
import { itWithPrograms } from "../../support/programs.js";
import { run } from "../../support/run.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const dicom = join(shared, "data", "dicom");

/** Real files in every syntax that is there: implicit, big endian, deflated, JPEG, JPEG 2000, RLE; without meta header; Siemens, GE, Philips. */
function realFiles(): ArchiveFile[] {
  const small = [
    "MR_small.dcm",
    "MR_small_implicit.dcm",
    "MR_small_bigendian.dcm",
    "MR_small_RLE.dcm",
    "MR_small_jp2klossless.dcm",
    "MR_small_jpeg_ls_lossless.dcm",
    "JPEG-lossy.dcm",
    "image_dfl.dcm",
    "ExplVR_BigEndNoMeta.dcm",
    "ExplVR_LitEndNoMeta.dcm",
    "chrKoreanMulti.dcm",
    "MR_truncated.dcm",
  ].map((name) => join("pydicom", name));
  const folders = ["nih/20180918Si", "nih/20180918GE", "philips/Vanderbilt_2018"].map((folder) => {
    const below = readdirSync(join(dicom, folder), { recursive: true, encoding: "utf8" }).sort();
    return join(folder, below.find((name) => /\.dcm$/i.test(name)) ?? "");
  });
  return [...small, ...folders].map((name) => ({
    name: name.replaceAll("/", "_"),
    content: readFileSync(join(dicom, name)),
  }));
}

async function imported(
  anonymize: boolean,
  files: readonly ArchiveFile[],
): Promise<ReadonlyMap<string, Buffer>> {
  await using xnat = await startArchiveTest({ anonymize, projects: [{ id: "P1", subjects: 0 }] });
  const back = new Map<string, Buffer>();
  // One session for each: some of them are the same instance in several syntaxes.
  for (const [index, file] of files.entries()) {
    const query = `import-handler=DICOM-zip&inbody=true&PROJECT_ID=P1&SUBJECT_ID=S1&EXPT_LABEL=E${String(index + 1)}`;
    const { text } = await xnat.ask(`/data/services/import?${query}`, {
      method: "POST",
      headers: { "Content-Type": "application/zip" },
      body: makeZip([file]),
    });
    const uri = text.trim();
    const session = xnat.state.prearchive.byUrl(uri);
    await xnat.ask(`${uri}?action=build`, { method: "POST" });
    for (const { scan, name } of session === undefined ? [] : xnat.state.prearchive.files(session))
      back.set(name, (await xnat.ask(`${uri}/scans/${scan}/resources/DICOM/files/${name}`)).bytes);
  }
  return back;
}

/** What dcmdump prints of a file, without the elements that the script writes and the lengths of their groups. */
async function otherElements(content: Buffer): Promise<string> {
  const path = join(await temporaryFolder(), "file.dcm");
  await writeFile(path, content);
  const printed = await run("dcmdump", ["-q", "+L", "-Un", path]);
  const others = printed
    .replace(/^\(0012,0064\)[^\n]*\n(?:[ (]+(?:0008|fffe)[^\n]*\n)*?\(fffe,e0dd\)[^\n]*\n/m, "")
    .replace(/^\((?:0008,1030|0010,0010|0010,0020|00(?:08|10|12),0000)\)[^\n]*\n/gm, "");
  // Not the text itself: pixels would fill the screen of whoever sees it fail.
  return createHash("md5").update(others).digest("hex");
}

describe("files that were imported", () => {
  itWithData("are the same bytes where the site's script is off, whatever syntax they are in", async () => {
    const files = realFiles();
    const back = await imported(false, files);
    const same = files.filter(({ name, content }) => back.get(name)?.equals(content) === true);
    expect(same.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
  });

  itWithPrograms(["dcmdump"], "have the labels in place of names where it is on", async () => {
    const back = await imported(true, [
      { name: "1.dcm", content: dicomFile({ studyDescription: "Knee", pixels: 90_000 }) },
    ]);
    const path = join(await temporaryFolder(), "file.dcm");
    await writeFile(path, back.get("1.dcm") ?? "");
    const tags = ["0008,1030", "0010,0010", "0010,0020", "0012,0064"];
    const printed = await run("dcmdump", ["-q", ...tags.flatMap((tag) => ["+P", tag]), path]);
    expect([...printed.matchAll(/\[(.*?)\]/g)].map(([, text]) => text)).toEqual([
      "P1",
      "S1",
      "E1",
      "1",
      "XNAT",
      "1.0",
      "XNAT DicomEdit 4 Script",
    ]);
  });

  itWithData("have every other element as it was", async () => {
    const files = realFiles().filter(({ name }) => !name.includes("truncated"));
    const back = await imported(true, files);
    for (const { name, content } of files) {
      const anonymized = back.get(name) ?? Buffer.alloc(0);
      expect(anonymized.equals(content), name).toBe(false);
      expect(await otherElements(anonymized), name).toBe(await otherElements(content));
    }
  });

  it("are read in a stream where they are too big to be held", async () => {
    const pixels = 17_000_000;
    const content = dicomFile({ pixels });
    const anonymized = (await imported(true, [{ name: "big.dcm", content }])).get("big.dcm");
    expect(anonymized?.subarray(-pixels).equals(content.subarray(-pixels))).toBe(true);
    expect(anonymized?.length).toBeGreaterThan(content.length);
  });
});
