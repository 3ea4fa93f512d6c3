import { describe, expect, it } from "vitest";
import { sopOf } from "../../support/dicom-file.js";
import { startImports, filesOf, TWO, send, sendForm, ZIP, SI, refusal } from "../../support/imports.js";
import { makeZip } from "../../support/make-archive.js";

describe("what the import service refuses", () => {
  const zip = makeZip(filesOf(TWO));
  const text = { name: "t.txt", content: Buffer.from("not dicom") };
  it.each<[string, string, Buffer, number, string]>([
    ["nothing", ZIP, Buffer.alloc(0), 400, "Unable to identify upload format."],
    [
      "an unknown handler",
      "import-handler=NOPE",
      zip,
      404,
      "Unknown importer implementation specified: NOPE",
    ],
    ["what is no DICOM", ZIP, makeZip([text]), 400, "unable to read DICOM object t.txt"],
    ["it in SI", SI, makeZip([text]), 400, "Upload did not include parseable files for session generation."],
    [
      "a study more in SI",
      SI,
      makeZip(filesOf([{}, { study: "B" }])),
      400,
      "Upload included files for multiple imaging sessions.",
    ],
    ["an unknown project", SI.replace("P1", "NOPE"), zip, 500, "java.io.IOException: No project named NOPE"],
    [
      "STORED entries with descriptors",
      ZIP,
      makeZip(filesOf(TWO, "descriptor")),
      400,
      "only DEFLATED entries can have EXT descriptor",
    ],
    [
      "a zip without its end",
      ZIP,
      zip.subarray(0, zip.length - 60),
      400,
      "Unexpected end of ZLIB input stream",
    ],
  ])("is %s", async (_what, query, body, status, message) => {
    await using xnat = await startImports();
    expect(refusal(await send(xnat, query, body))).toEqual([status, message]);
    expect(xnat.state.prearchive.list()).toEqual([]);
  });

  it("is not a text among scans where that is to be ignored, nor garbage, which is a 200 without an address", async () => {
    await using xnat = await startImports();
    const mixed = makeZip([text, ...filesOf(TWO)]);
    expect((await send(xnat, `${ZIP}&Ignore-Unparsable=true`, mixed)).text).toContain("/E1\r\n");
    const garbage = await send(xnat, ZIP, Buffer.alloc(5000, 7));
    expect([garbage.status, garbage.text]).toEqual([200, ""]);
  });

  it("is a second file, a chunk that was changed on its way, and somebody who may not edit", async () => {
    await using xnat = await startImports({
      users: [
        { username: "root", password: "Root-Pass-word" },
        { username: "eve", password: "Eve-Pass-word", collaborator: ["P1"] },
      ],
    });
    expect(refusal(await sendForm(xnat, ZIP, [zip, zip]))).toEqual([
      400,
      "Importer is limited to one uploaded resource at a time.",
    ]);
    xnat.sandbox.faults.add({ path: "/services/import", kind: "flipUploadByte", at: 400 });
    expect(refusal(await send(xnat, ZIP))[0]).toBe(400);
    const login = ["eve", "Eve-Pass-word"] as const;
    const headers = { "Content-Type": "application/zip" };
    const denied = await xnat.ask(`/data/services/import?${ZIP}`, {
      method: "POST",
      headers,
      body: zip,
      login,
    });
    expect(denied.status).toBe(403);
    expect(xnat.state.prearchive.list()).toEqual([]);
  });

  it("is more than the disk holds", async () => {
    await using xnat = await startImports({ quotaBytes: 1000 });
    expect(refusal(await send(xnat, ZIP))).toEqual([507, "java.io.IOException: No space left on device"]);
    xnat.state.settings.quotaBytes = Infinity;
    expect((await send(xnat, ZIP)).status).toBe(200);
  });
});

describe("an import that is struck", () => {
  it("leaves nothing where the request is cut, and everything where the answer alone is lost", async () => {
    await using xnat = await startImports();
    xnat.sandbox.faults.add({ path: "/services/import", kind: "cutUploadAtPercent", percent: 60 });
    await expect(send(xnat, ZIP)).rejects.toThrow();
    expect(xnat.state.prearchive.list()).toEqual([]);
    xnat.sandbox.faults.add({ path: "/services/import", kind: "reset", when: "after" });
    await expect(send(xnat, SI)).rejects.toThrow();
    expect(xnat.state.sopInstances("P1/S1/E1")).toEqual(TWO.map(sopOf));
  });
});
