import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import { joinCrc32, zeroOperator } from "../../src/bytes/crc-32.js";
import { itWithPrograms } from "../support/programs.js";
import { run } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { startArchiveTest, type ArchiveTest } from "../support/archive-test.js";

const E = "/data/experiments/XNAT_E00001";

/** Names in a zip, by its central directory. */
function zipNames(bytes: Buffer): string[] {
  const end = bytes.length - 22;
  expect(bytes.readUInt32LE(end)).toBe(0x06054b50);
  const found: string[] = [];
  for (let at = bytes.readUInt32LE(end + 16); at < end;) {
    const length = bytes.readUInt16LE(at + 28);
    found.push(bytes.toString("utf8", at + 46, at + 46 + length));
    at += 46 + length + bytes.readUInt16LE(at + 30);
  }
  expect(found).toHaveLength(bytes.readUInt16LE(end + 10));
  return found;
}

async function names(test: ArchiveTest, path: string): Promise<string[]> {
  return zipNames((await test.ask(path)).bytes);
}

it("joins the checksums of two pieces as if they had been counted at once", () => {
  const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 31) % 251));
  for (const cut of [0, 1, 2, 999, 4096, 5000]) {
    const [first, second] = [bytes.subarray(0, cut), bytes.subarray(cut)];
    expect(joinCrc32(crc32(first), crc32(second), zeroOperator(second.length))).toBe(crc32(bytes));
  }
});

describe("a session's zip", () => {
  it("names its files by session, scan and resource", async () => {
    await using test = await startArchiveTest();
    expect(await names(test, `${E}/scans/ALL/files?format=zip`)).toEqual([
      "S1_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files/0001.dcm",
      "S1_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files/0002.dcm",
      "S1_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files/0003.dcm",
      "S1_MR1/scans/1-T1w_MPRAGE/resources/NIFTI/files/image.nii.gz",
      ...["0001.dcm", "0002.dcm", "0003.dcm"].map(
        (name) => `S1_MR1/scans/2-Resting__eyes_open_closed/resources/DICOM/files/${name}`,
      ),
      "S1_MR1/scans/2-Resting__eyes_open_closed/resources/NIFTI/files/image.nii.gz",
      ...["0001.dcm", "0002.dcm", "0003.dcm"].map(
        (name) => `S1_MR1/scans/3-MR1-DTI/resources/DICOM/files/${name}`,
      ),
      "S1_MR1/scans/3-MR1-DTI/resources/NIFTI/files/image.nii.gz",
    ]);
    const first = async (query: string) =>
      (await names(test, `${E}/scans/1/resources/DICOM/files?format=zip${query}`))[0];
    expect(await first("&structure=simplified")).toBe("S1_MR1/scans/1/DICOM/0001.dcm");
    expect(await first("&structure=improved")).toBe("scans/1_T1w MPRAGE/DICOM/0001.dcm");
    expect(await first("&structure=legacy")).toBe(
      "data/xnat/archive/SANDBOX/arc001/S1_MR1/SCANS/1/DICOM/0001.dcm",
    );
    expect(await first("&projectIncludedInPath=true&subjectIncludedInPath=true")).toBe(
      "SANDBOX/S1/S1_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files/0001.dcm",
    );
  });

  it("renames folders that are called like a scan or a session", async () => {
    await using test = await startArchiveTest();
    for (const path of ["1/a.txt", "x/2/b.txt", "XNAT_E00001.txt"])
      test.state.addFile("SANDBOX/S1/S1_MR1/1/NOTES", path, path);
    expect((await names(test, `${E}/scans/1,2/resources/NOTES,NIFTI/files?format=zip`)).slice(0, 3)).toEqual([
      "S1_MR1/scans/1-T1w_MPRAGE/resources/NOTES/files/1-T1w_MPRAGE/a.txt",
      "S1_MR1/scans/1-T1w_MPRAGE/resources/NOTES/files/x/2-Resting__eyes_open_closed/b.txt",
      "S1_MR1/scans/1-T1w_MPRAGE/resources/NOTES/files/S1_MR1.txt",
    ]);
  });

  it("exists for resources of sessions, subjects and projects", async () => {
    await using test = await startArchiveTest();
    test.state.addFile("SANDBOX/S1/S1_MR1/PHYSIO", "a%20b.txt", "a");
    test.state.addFile("SANDBOX/S1/CONSENT", "c.txt", "c");
    test.state.addFile("SANDBOX/PROTOCOL", "sub/p.txt", "p");
    expect(await names(test, `${E}/resources/PHYSIO/files?format=zip`)).toEqual([
      "S1_MR1/resources/PHYSIO/files/a%20b.txt",
    ]);
    expect(await names(test, "/data/projects/SANDBOX/subjects/S1/files?format=zip")).toEqual([
      "S1/resources/CONSENT/files/c.txt",
    ]);
    const project = await test.ask("/data/projects/SANDBOX/resources/PROTOCOL/files?format=zip");
    expect(project.headers.get("content-disposition")).toBe('attachment; filename="SANDBOX.zip";');
    expect(zipNames(project.bytes)).toEqual(["SANDBOX/resources/PROTOCOL/files/sub/p.txt"]);
    const several = await test.ask("/data/experiments/XNAT_E00001,XNAT_E00002/scans/1/files?format=zip");
    expect(several.headers.get("content-disposition")).toBe('attachment; filename="various.zip";');
    expect(new Set(zipNames(several.bytes).map((name) => name.split("/")[0]))).toEqual(
      new Set(["S1_MR1", "002_MR1"]),
    );
  });

  it("is as long as the recorded ones (101 to 103)", async () => {
    await using test = await startArchiveTest({
      projects: [{ id: "P1", subjects: [{ label: "S1", sessions: [{ label: "E1", scans: [] }] }] }],
    });
    test.state.addScan("P1/S1/E1", "1", { type: "T1w MPRAGE" });
    const names = [
      "a.txt",
      "sub/dir/b.txt",
      "a%20b.txt",
      "a%2Bb.txt",
      "c+d.txt",
      "e%23f.txt",
      "g%25h.txt",
      "%C3%A9t%C3%A9.txt",
      "x_catalog.xml",
    ];
    for (const name of names)
      test.state.addFile(
        "P1/S1/E1/1/DICOM",
        name,
        name === "a.txt" ? "HELLO3" : name.endsWith("b.txt") && name.includes("/") ? "xyz" : "1",
      );
    const length = async (query: string) =>
      (await test.ask(`${E}/scans/ALL/files?format=zip${query}`)).headers.get("content-length");
    expect(await length("")).toBe("1696");
    expect(await length("&structure=simplified")).toBe("1210");
    expect(await length("&structure=improved")).toBe("1354");
  });

  it("has a length when it is small, none when it is not, and no ranges", async () => {
    await using test = await startArchiveTest();
    const small = await test.ask(`${E}/scans/1/resources/NIFTI/files?format=zip`);
    expect(Number(small.headers.get("content-length"))).toBe(small.bytes.length);
    expect(small.bytes.length).toBeLessThan(8192);
    const large = await test.ask(`${E}/scans/1/resources/DICOM/files?format=zip`);
    expect(large.headers.get("content-length")).toBeNull();
    expect(large.headers.get("content-type")).toBe("application/zip");
    expect(large.headers.get("content-disposition")).toBe('attachment; filename="S1_MR1.zip";');
    const range = await test.ask(`${E}/scans/1/files?format=zip`, { headers: { range: "bytes=5-" } });
    expect(range.status).toBe(500);
    // Stored, names in UTF-8, sizes and CRC before the data.
    expect([large.bytes.readUInt16LE(6), large.bytes.readUInt16LE(8)]).toEqual([0x800, 0]);
    expect(large.bytes.readUInt32LE(22)).toBe(4096);
  });

  it("is not found when there is nothing in it", async () => {
    await using test = await startArchiveTest();
    const nothing = await test.ask(`${E}/resources/NOPE/files?format=zip`);
    expect([nothing.status, nothing.headers.get("content-disposition")]).toEqual([
      404,
      'attachment; filename="S1_MR1.zip";',
    ]);
    const unknown = await test.ask(`${E}/scans/99/files?format=zip`);
    expect([unknown.status, unknown.headers.get("content-disposition")]).toEqual([
      404,
      'attachment; filename="null.zip";',
    ]);
    const quiet = await test.ask(`${E}/scans/99/files?format=zip&accept-not-found=true`);
    expect(quiet.status).toBe(204);
  });

  it("leaves out what is not on the disk, and brings what changed", async () => {
    await using test = await startArchiveTest();
    const resource = "SANDBOX/S1/S1_MR1/1/DICOM";
    test.state.removeFile(resource, "0002.dcm");
    test.state.sameLengthChange(resource, "0003.dcm");
    const all = await names(test, `${E}/scans/1/resources/DICOM/files?format=zip`);
    expect(all.map((name) => name.slice(-8))).toEqual(["0001.dcm", "0003.dcm"]);
  });

  it("ends without its directory at a file that is gone, where it is told so", async () => {
    await using test = await startArchiveTest({ zip: { missing: "cut" } });
    test.state.removeFile("SANDBOX/S1/S1_MR1/1/DICOM", "0003.dcm");
    const cut = await test.ask(`${E}/scans/1/resources/DICOM/files?format=zip`);
    expect([cut.status, cut.text.includes("/0002.dcm"), cut.text.includes("/0003.dcm")]).toEqual([
      200,
      true,
      false,
    ]);
    expect(cut.bytes.includes(Buffer.from("PK\u0005\u0006", "latin1"))).toBe(false);
  });

  it("fails when archives do not work", async () => {
    await using test = await startArchiveTest({ zip: { works: false } });
    expect((await test.ask(`${E}/scans/1/files?format=zip`)).status).toBe(500);
    expect((await test.ask(`${E}/scans/1/files?format=json`)).status).toBe(200);
  });
});

describe("what other programs make of archives", () => {
  itWithPrograms(["python3"], "python reads a zip of more files than its old form counts", async () => {
    await using test = await startArchiveTest({
      projects: [
        { id: "P", subjects: 1, resources: [{ label: "T", kind: "text", files: 65_600, fileBytes: 1 }] },
      ],
    });
    const path = join(await temporaryFolder(), "x.zip");
    await writeFile(path, (await test.ask(`${E}/scans/1/files?format=zip`)).bytes);
    const script =
      "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nprint(len(z.namelist()), len(z.read(z.namelist()[-1])))";
    expect(await run("python3", ["-c", script, path])).toBe("65600 1\n");
  });

  for (const [format, method, program] of [
    ["zip", 0, 'unzip -q "$1" -d "$2"'],
    ["zip", 8, 'unzip -q "$1" -d "$2"'],
    ["zip", 8, '7z x -bd -o"$2" "$1"'],
    ["tar", 0, 'tar -xf "$1" -C "$2"'],
    ["tar.gz", 0, 'tar -xzf "$1" -C "$2"'],
  ] as const)
    itWithPrograms(
      [program.split(" ")[0]!],
      `${program.split(" ")[0]!} unpacks ${format}, method ${method}`,
      async () => {
        await using test = await startArchiveTest({ zip: { method } });
        test.state.addFile("SANDBOX/S1/S1_MR1/1/NOTES", `${"deep/".repeat(30)}long.txt`, "long");
        const folder = await temporaryFolder();
        const [archive, out] = [join(folder, "archive"), join(folder, "out")];
        await mkdir(out);
        await writeFile(archive, (await test.ask(`${E}/scans/1,2/files?format=${format}`)).bytes);
        await run("sh", ["-c", program, "sh", archive, out]);
        const scan = join(out, "S1_MR1/scans/1-T1w_MPRAGE/resources");
        expect((await readdir(join(scan, "DICOM/files"))).sort()).toEqual([
          "0001.dcm",
          "0002.dcm",
          "0003.dcm",
        ]);
        expect(
          (await readFile(join(scan, "DICOM/files/0002.dcm"))).equals(
            await test.state.fileBytes("SANDBOX/S1/S1_MR1/1/DICOM", "0002.dcm"),
          ),
        ).toBe(true);
        expect(await readFile(join(scan, `NOTES/files/${"deep/".repeat(30)}long.txt`), "utf8")).toBe("long");
      },
    );
});
