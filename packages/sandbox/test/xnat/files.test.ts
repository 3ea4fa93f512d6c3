import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { startArchiveTest, type ArchiveTest } from "../support/archive-test.js";

const SCAN = "/data/projects/SANDBOX/subjects/S1/experiments/S1_MR1/scans/1/resources/DICOM";
const RESOURCE = "SANDBOX/S1/S1_MR1/1/DICOM";

describe("file lists", () => {
  it("have the recorded keys, and addresses spelled as they were asked for", async () => {
    await using test = await startArchiveTest({ contextPath: "/xnat" });
    const list = await test.ask(`${SCAN}/files?format=json`);
    expect(list.text).toContain('{"ResultSet":{"Columns":[{"key":"URI","serverRoot":"/xnat"}],"Result":[{');
    expect(list.text).toMatch(/\], "title": "Files"\}\}$/);
    expect(list.rows()[0]).toEqual({
      file_content: "",
      Size: "4096",
      file_tags: "",
      cat_ID: "1",
      collection: "DICOM",
      URI: "/data/projects/SANDBOX/subjects/XNAT_S00001/experiments/XNAT_E00001/scans/1/resources/1/files/0001.dcm",
      file_format: "",
      Name: "0001.dcm",
    });
    const short = await test.ask("/data/experiments/XNAT_E00001/scans/1/resources/DICOM/files?format=json");
    expect(short.rows()[2]?.["URI"]).toBe("/data/experiments/XNAT_E00001/scans/1/resources/1/files/0003.dcm");
    const all = await test.ask(
      "/data/projects/SANDBOX/subjects/S1/experiments/S1_MR1/scans/ALL/files?format=json",
    );
    // Recorded (72): through the project as well, the short way.
    expect(all.rows()[0]?.["URI"]).toBe("/data/experiments/XNAT_E00001/scans/1/resources/1/files/0001.dcm");
    expect(all.rows()).toHaveLength(3 * 4);
    const csv = await test.ask(`${SCAN}/files?format=csv`);
    expect(csv.text.split("\n")[0]).toBe(
      "Name,Size,URI,collection,file_tags,file_format,file_content,cat_ID",
    );
  });

  it("take scans by id, by type and by lists of either", async () => {
    await using test = await startArchiveTest();
    const count = async (scans: string): Promise<number> =>
      (await test.ask(`/data/experiments/XNAT_E00001/scans/${scans}/files?format=json`)).rows().length;
    expect(await count("1")).toBe(4);
    expect(await count("*")).toBe(12);
    expect(await count("1,3-MR1")).toBe(8);
    expect(await count("T1w%20MPRAGE,2")).toBe(8);
    expect(await count("DTI")).toBe(4);
    expect(await count("NOPE")).toBe(0);
  });

  it("list what belongs to a session, a subject and a project; all=true adds the scans'", async () => {
    const notes = (label: string): { label: string } => ({ label });
    await using test = await startArchiveTest({
      projects: [
        {
          id: "P",
          subjects: 1,
          sessionResources: [notes("PHYSIO")],
          subjectResources: [notes("CONSENT")],
          projectResources: [notes("PROTOCOL")],
        },
      ],
    });
    const names = async (path: string): Promise<string[]> =>
      (await test.ask(`${path}/files?format=json`)).rows().map((row) => row["URI"] ?? "");
    expect(await names("/data/projects/P")).toEqual(["/data/projects/P/resources/1/files/notes.txt"]);
    expect(await names("/data/projects/P/subjects/S1/resources/CONSENT")).toEqual([
      "/data/projects/P/subjects/XNAT_S00001/resources/2/files/notes.txt",
    ]);
    expect(await names("/data/experiments/XNAT_E00001")).toEqual([
      "/data/experiments/XNAT_E00001/resources/3/files/notes.txt",
    ]);
    const all = await test.ask("/data/experiments/XNAT_E00001/files?format=json&all=true");
    expect(all.rows()).toHaveLength(13);
  });

  it("carry digests on 1.9 alone, and none where the catalog has none", async () => {
    for (const digests of [true, "some", false] as const) {
      await using test = await startArchiveTest({ version: "1.9", digests });
      const rows = (await test.ask(`${SCAN}/files?format=json`)).rows();
      const md5 = test.state.files(RESOURCE).map((file) => file.md5);
      const [first, second, third] = md5;
      const wanted = { true: md5, some: [first, "", third], false: ["", "", ""] }[String(digests)];
      expect(rows.map((row) => row["digest"])).toEqual(wanted);
      const bytes = (await test.ask(rows[1]?.["URI"] ?? "")).bytes;
      expect(createHash("md5").update(bytes).digest("hex")).toBe(second);
    }
  });
});

describe("names", () => {
  const names = ["a%20b.txt", "c+d.txt", "e%23f.txt", "g%25h.txt", "%C3%A9t%C3%A9.txt", "sub/dir/b.txt"];

  it("stay as they were sent on 1.6, in lists and addresses", async () => {
    await using test = await startArchiveTest();
    for (const name of names) test.state.addFile("SANDBOX/S1/S1_MR1/NOTES", name, `content of ${name}`);
    const rows = (await test.ask("/data/experiments/XNAT_E00001/resources/NOTES/files?format=json")).rows();
    expect(rows.map((row) => row["URI"]?.split("/files/")[1])).toEqual(names);
    expect(rows.map((row) => row["Name"])).toEqual([...names.slice(0, 5), "b.txt"]);
    for (const name of names)
      expect((await test.ask(`/data/experiments/XNAT_E00001/resources/NOTES/files/${name}`)).text).toBe(
        `content of ${name}`,
      );
    // Escaped once more, or decoded, they are other names.
    expect((await test.ask("/data/experiments/XNAT_E00001/resources/NOTES/files/a%2520b.txt")).status).toBe(
      404,
    );
    expect((await test.ask("/data/experiments/XNAT_E00001/resources/NOTES/files/c%2Bd.txt")).status).toBe(
      404,
    );
  });

  it("that could not come by a URL are asked for by their escaped form, on 1.6 too", async () => {
    await using test = await startArchiveTest();
    for (const name of ["a b.txt", "e#f.txt", "été.txt", "日本.txt"]) {
      test.state.addFile("SANDBOX/S1/S1_MR1/NOTES", name, name);
      const path = `/data/experiments/XNAT_E00001/resources/NOTES/files/${encodeURIComponent(name)}`;
      expect((await test.ask(path)).text).toBe(name);
    }
  });

  it("are stored decoded on 1.9", async () => {
    await using test = await startArchiveTest({ version: "1.9" });
    for (const name of names)
      test.state.addFile("SANDBOX/S1/S1_MR1/NOTES", decodeURIComponent(name), `content of ${name}`);
    for (const name of names)
      expect((await test.ask(`/data/experiments/XNAT_E00001/resources/NOTES/files/${name}`)).text).toBe(
        `content of ${name}`,
      );
  });
});

describe("single files", () => {
  const ask = (test: ArchiveTest, headers: Record<string, string> = {}, method = "GET") =>
    test.ask(`${SCAN}/files/0001.dcm`, { headers, method });

  it("come with a length and a date, whole or from a byte on", async () => {
    await using test = await startArchiveTest();
    const bytes = await test.state.fileBytes(RESOURCE, "0001.dcm");
    const whole = await ask(test);
    expect(whole.bytes.equals(bytes)).toBe(true);
    expect(whole.headers.get("content-length")).toBe("4096");
    expect(whole.headers.get("cache-control")).toBe("must-revalidate");
    expect(whole.headers.get("etag")).toBeNull();
    const modified = whole.headers.get("last-modified") ?? "";
    expect(Date.parse(modified)).toBeLessThan(test.sandbox.clock.now());
    const part = await ask(test, { range: "bytes=1000-1009" });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 1000-1009/4096"]);
    expect(part.bytes.equals(bytes.subarray(1000, 1010))).toBe(true);
    const rest = await ask(test, { range: "bytes=4000-", "if-range": modified });
    expect([rest.status, rest.bytes.equals(bytes.subarray(4000))]).toEqual([206, true]);
    const other = await ask(test, { range: "bytes=4000-", "if-range": new Date(0).toUTCString() });
    expect([other.status, other.bytes.length]).toEqual([200, 4096]);
    expect((await ask(test, { range: "bytes=4096-" })).status).toBe(416);
    const head = await ask(test, {}, "HEAD");
    expect([head.status, head.headers.get("content-length"), head.bytes.length]).toEqual([200, "4096", 0]);
  });

  it("are not sent again by date, unless they changed or the date lies ahead", async () => {
    await using test = await startArchiveTest();
    const modified = (await ask(test)).headers.get("last-modified") ?? "";
    expect((await ask(test, { "if-modified-since": modified })).status).toBe(304);
    const now = new Date(test.sandbox.clock.now()).toUTCString();
    expect((await ask(test, { "if-modified-since": now })).status).toBe(304);
    // Recorded (58).
    expect((await ask(test, { "if-modified-since": "Sat, 21 Nov 2037 00:00:00 GMT" })).status).toBe(200);
    test.state.sameLengthChange(RESOURCE, "0001.dcm");
    const changed = await ask(test, { "if-modified-since": now });
    expect([changed.status, changed.bytes.length]).toEqual([200, 4096]);
    const date = changed.headers.get("last-modified") ?? "";
    expect((await ask(test, { "if-modified-since": date })).status).toBe(304);
  });

  it("may be NIfTI, gzipped, of any size", async () => {
    for (const fileBytes of [0, 4096, 150_000]) {
      await using test = await startArchiveTest({ projects: [{ id: "SANDBOX", subjects: 1, fileBytes }] });
      const answer = await test.ask(
        "/data/experiments/XNAT_E00001/scans/1/resources/NIFTI/files/image.nii.gz",
      );
      const image = gunzipSync(answer.bytes);
      expect([image.readInt32LE(0), image.toString("latin1", 344, 347)]).toEqual([348, "n+1"]);
      const voxels = [42, 44, 46].reduce((product, at) => product * image.readInt16LE(at), 1);
      expect(image.length).toBeGreaterThanOrEqual(352 + 2 * voxels);
      if (fileBytes > 0) expect(answer.bytes.length).toBe(fileBytes);
    }
  });

  it("are not found when they are not there, with Tomcat's page", async () => {
    await using test = await startArchiveTest();
    const nope = await test.ask(`${SCAN}/files/nope.dcm`);
    expect([nope.status, nope.headers.get("content-type")]).toEqual([404, "text/html;charset=utf-8"]);
    expect(nope.text).toContain("Unable to find catalog entry for given uri.");
  });

  it("come, change, get lost and go", async () => {
    await using test = await startArchiveTest();
    const listed = async () => (await test.ask(`${SCAN}/files?format=json`)).rows().map((row) => row["Name"]);
    test.state.addFile(RESOURCE, "0004.dcm", Buffer.alloc(3000, 7));
    test.state.removeFile(RESOURCE, "0001.dcm");
    test.state.unlistFile(RESOURCE, "0002.dcm");
    test.state.changeFile(RESOURCE, "0003.dcm", { bytes: 9000 });
    expect(await listed()).toEqual(["0001.dcm", "0003.dcm", "0004.dcm"]);
    const status = async (name: string) => (await test.ask(`${SCAN}/files/${name}`)).status;
    expect([await status("0001.dcm"), await status("0002.dcm")]).toEqual([404, 404]);
    expect((await test.ask(`${SCAN}/files/0003.dcm`)).bytes.length).toBe(9000);
    expect((await test.ask(`${SCAN}/files/0004.dcm`)).bytes.equals(Buffer.alloc(3000, 7))).toBe(true);
    test.state.restoreFile(RESOURCE, "0001.dcm");
    expect(await status("0001.dcm")).toBe(200);
  });
});
