import { describe, expect, it } from "vitest";
import { dicomFile, sopOf, studyOf } from "../../support/dicom-file.js";
import { startImports, filesOf, TWO, send, sendForm, ZIP, E1, refusal } from "../../support/imports.js";
import { type ArchiveFile, makeTar, makeZip } from "../../support/make-archive.js";

const FIVE_MINUTES = 300_000;

describe("an import by DICOM-zip", () => {
  it("lies in the prearchive, RECEIVING, and is archived after five idle minutes", async () => {
    await using xnat = await startImports({ buildDelayMs: 1000 });
    const answer = await send(xnat, ZIP);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      200,
      "text/uri-list;charset=ISO-8859-1",
    ]);
    expect(answer.text).toMatch(/^\/data\/prearchive\/projects\/P1\/\d{8}_\d{9}\/E1\r\n$/);
    const status = (): string | undefined => xnat.state.prearchive.list(["P1"])[0]?.status;
    const [session] = xnat.state.prearchive.list(["P1"]);
    expect(session).toMatchObject({ status: "RECEIVING", subject: "S1", name: "E1", tag: studyOf({}) });
    expect(xnat.state.prearchive.files(session!).map(({ scan, name }) => [scan, name])).toEqual([
      ["1", "000000.dcm"],
      ["2", "000001.dcm"],
    ]);
    xnat.sandbox.clock.advance(FIVE_MINUTES + 500);
    expect(status()).toBe("BUILDING");
    xnat.sandbox.clock.advance(1000);
    expect(status()).toBeUndefined();
    expect([...xnat.state.experiments("P1")]).toMatchObject([
      { label: "E1", subject: "S1", xsiType: "xnat:mrSessionData", date: "2026-01-02", scans: ["1", "2"] },
    ]);
    expect(xnat.state.sopInstances("P1/S1/E1")).toEqual(TWO.map(sopOf));
  });

  it("stays READY where the project does not archive by itself, and RECEIVING where nothing may commit it", async () => {
    await using xnat = await startImports();
    await send(xnat, "import-handler=DICOM-zip&PROJECT_ID=P2&EXPT_LABEL=E1");
    await send(xnat, `${ZIP}&prevent_auto_commit=true`);
    xnat.sandbox.clock.advance(FIVE_MINUTES);
    const states = xnat.state.prearchive.list().map(({ project, status }) => [project, status]);
    expect(states).toEqual([
      ["P2", "READY"],
      ["P1", "RECEIVING"],
    ]);
  });

  it("overwrites where the project says so, archives by itself where the import does, and waits anew with each arrival", async () => {
    await using xnat = await startImports({ pipelines: false });
    const zip = (project: string): string => `import-handler=DICOM-zip&PROJECT_ID=${project}&EXPT_LABEL=E1`;
    await send(xnat, `${zip("P5")}&action=commit`, makeZip(filesOf([{ instance: 9 }])));
    await send(xnat, zip("P5"));
    await send(xnat, `${zip("P2")}&autoArchive=true`);
    xnat.sandbox.clock.advance(FIVE_MINUTES - 1000);
    await send(xnat, zip("P5"), makeZip(filesOf([{ instance: 3 }])));
    xnat.sandbox.clock.advance(2000);
    expect(xnat.state.prearchive.list().map(({ project, status }) => [project, status])).toEqual([
      ["P5", "RECEIVING"],
    ]);
    expect([...xnat.state.experiments("P2")]).toHaveLength(1);
    xnat.sandbox.clock.advance(FIVE_MINUTES);
    expect(xnat.state.prearchive.list()).toEqual([]);
    const sops = [...TWO, { instance: 3 }].map(sopOf);
    expect(xnat.state.sopInstances("P5/PAT1_Name/E1").sort()).toEqual(sops.sort());
  });

  it("adds to the session that its destination names, and makes labels of what is none", async () => {
    await using xnat = await startImports();
    const first = (await send(xnat, ZIP.replace("E1", "E%201"))).text.trim();
    expect(first).toMatch(/\/E_1$/);
    const into = `import-handler=DICOM-zip&dest=${first.replace("/data", "")}`;
    expect((await send(xnat, into, makeZip(filesOf([{ study: "B" }])))).text.trim()).toBe(first);
    const [session, ...others] = xnat.state.prearchive.list();
    expect(others).toEqual([]);
    expect(xnat.state.prearchive.files(session!)).toHaveLength(3);
  });

  it("knows the long names of its parameters alone on 1.6, so the short ones leave it Unassigned", async () => {
    const short = "import-handler=DICOM-zip&project=P1&subject=S1&session=E1";
    await using old = await startImports();
    const answer = await send(old, short);
    expect(answer.text).toMatch(/\/Unassigned\/\d{8}_\d{9}\/PAT1\r\n$/);
    // What comes next of the study is merged into it, whatever label was asked.
    expect((await send(old, `${short}2`, makeZip(filesOf([{ instance: 3 }])))).text).toBe(answer.text);
    const [session] = old.state.prearchive.list(["Unassigned"]);
    expect(old.state.prearchive.files(session!)).toHaveLength(3);
    await using recent = await startImports({ version: "1.9" });
    expect((await send(recent, short)).text).toMatch(/\/P1\/\d{8}_\d{9}\/E1\r\n$/);
  });

  it("merges what has project, label and StudyInstanceUID in common, and opens another session else", async () => {
    await using xnat = await startImports();
    const first = (await send(xnat, ZIP)).text;
    expect((await send(xnat, ZIP, makeZip(filesOf([{ instance: 1 }, { instance: 3 }])))).text).toBe(first);
    expect((await send(xnat, ZIP.replace("E1", "E2"))).text).not.toBe(first);
    const counts = xnat.state.prearchive.list().map((one) => xnat.state.prearchive.files(one).length);
    expect(counts).toEqual([3, 2]);
  });

  it("makes a session of each study, and names them all", async () => {
    await using xnat = await startImports();
    const both = makeZip(filesOf([{ study: "A" }, { study: "B" }]));
    const answer = await send(xnat, ZIP, both);
    expect(answer.text.match(/\/E1\r\n/g)).toHaveLength(2);
    expect(xnat.state.prearchive.list().map(({ tag }) => tag)).toEqual([
      studyOf({ study: "A" }),
      studyOf({ study: "B" }),
    ]);
  });

  it("keeps the names of files, but for those that are taken, not valid or to be renamed", async () => {
    await using xnat = await startImports();
    const named = (name: string, instance: number): ArchiveFile => ({
      name,
      content: dicomFile({ instance }),
    });
    await send(xnat, ZIP, makeZip([named("a/IM1", 1), named("b/IM1", 2), named("b/IM 3#", 3)]));
    const [session] = xnat.state.prearchive.list();
    const template = new RegExp(`^${studyOf({})}-1-[23]-\\w+\\.dcm$`);
    expect(xnat.state.prearchive.files(session!).map(({ name }) => name)).toEqual([
      "IM1",
      expect.stringMatching(template) as string,
      expect.stringMatching(template) as string,
    ]);
    await send(xnat, `${ZIP.replace("E1", "E2")}&rename=true`, makeZip([named("a/IM1", 2)]));
    const [, renamed] = xnat.state.prearchive.list();
    expect(xnat.state.prearchive.files(renamed!)[0]?.name).toMatch(template);
  });

  it.each<[string, Buffer, string]>([
    ["stored entries", makeZip(filesOf(TWO, "stored")), "application/zip"],
    ["deflated ones", makeZip(filesOf(TWO, "deflated")), "application/zip"],
    ["a tar", makeTar(filesOf(TWO)), "application/x-tar"],
    ["a zip in a zip", makeZip([{ name: "in.zip", content: makeZip(filesOf(TWO)) }]), "application/zip"],
    ["octets", makeZip(filesOf(TWO)), "application/octet-stream"],
  ])("takes %s", async (_what, body, type) => {
    await using xnat = await startImports();
    expect((await send(xnat, `${ZIP}&dest=/archive/projects/P1`, body, type)).text).toBe(`${E1}\r\n`);
    expect(xnat.state.sopInstances("P1/S1/E1")).toEqual(TWO.map(sopOf));
    const md5 = xnat.state.files("P1/S1/E1/1/DICOM")[0]?.md5;
    const back = await xnat.state.fileBytes("P1/S1/E1/1/DICOM", "000000.dcm");
    const { createHash } = await import("node:crypto");
    expect(createHash("md5").update(back).digest("hex")).toBe(md5);
  });

  it("goes by the name of the file on 1.9", async () => {
    await using xnat = await startImports({ version: "1.9" });
    const octets = await send(xnat, ZIP, makeZip(filesOf(TWO)), "application/octet-stream");
    expect(refusal(octets)).toEqual([400, "Unsupported format"]);
    expect((await sendForm(xnat, ZIP, [makeZip(filesOf(TWO))])).status).toBe(200);
  });

  it("archives on `action=commit`, and answers 400 where the archive refuses", async () => {
    await using xnat = await startImports({ pipelines: false });
    expect((await send(xnat, `${ZIP}&action=commit`)).text).toBe(`${E1}\r\n`);
    const again = await send(xnat, `${ZIP}&dest=/archive/projects/P1`);
    expect(refusal(again)).toEqual([400, "Session already exists, retry with overwrite enabled"]);
    expect(xnat.state.prearchive.list().map(({ status }) => status)).toEqual(["CONFLICT"]);
  });

  it("writes straight into the archive on 1.9 where that is asked", async () => {
    await using xnat = await startImports({ version: "1.9" });
    const answer = await send(xnat, `${ZIP}&Direct-Archive=true`);
    expect(answer.text).toBe(`/xapi/direct-archive/P1/${studyOf({})}/E1\r\n`);
    expect([...xnat.state.experiments("P1")].map(({ label }) => label)).toEqual(["E1"]);
  });
});
