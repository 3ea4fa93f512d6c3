import { describe, expect, it } from "vitest";
import { dicomFile, sopOf } from "../../support/dicom-file.js";
import { startImports, filesOf, TWO, send, sendForm, SI, E1, refusal } from "../../support/imports.js";
import { makeZip } from "../../support/make-archive.js";

describe("an import by SI", () => {
  it("archives at once, as E9 of the recordings, and waits in the prearchive where that is the destination", async () => {
    await using xnat = await startImports();
    expect((await sendForm(xnat, SI, [makeZip(filesOf(TWO))])).text).toBe(`${E1}\r\n`);
    const answer = await sendForm(xnat, "dest=/prearchive/projects/P1", [makeZip(filesOf(TWO))]);
    expect(answer.text).toMatch(/\/P1\/\d{8}_\d{9}\/PAT1\r\n$/);
    expect(xnat.state.prearchive.list()).toMatchObject([
      { status: "READY", subject: "PAT1_Name", name: "PAT1" },
    ]);
    const nowhere = await sendForm(xnat, "dest=/prearchive", [makeZip(filesOf(TWO))]);
    expect(nowhere.text).toContain("/prearchive/projects/Unassigned/");
  });

  it("is what an import without a handler is on 1.6: without `dest` the project decides", async () => {
    await using xnat = await startImports();
    expect((await send(xnat, "project=P1&subject=S1&session=E1")).text).toBe(`${E1}\r\n`);
    expect((await send(xnat, "project=P2&subject=S1&session=E1")).text).toContain("/prearchive/projects/P2/");
  });

  it("is refused while AutoRun is open, kept in CONFLICT under the subject's id, and goes through with overwrite=delete", async () => {
    await using xnat = await startImports();
    await send(xnat, SI, makeZip(filesOf([{ instance: 1 }, { instance: 9 }])));
    for (const overwrite of ["", "&overwrite=append"])
      expect(refusal(await send(xnat, `${SI}${overwrite}`))).toEqual([
        409,
        "Session processing may already be in progress: AutoRun.  Concurrent modification is discouraged.",
      ]);
    expect(xnat.state.prearchive.list().map(({ status, subject, name }) => [status, subject, name])).toEqual([
      ["CONFLICT", "XNAT_S00001", "E1"],
      ["CONFLICT", "XNAT_S00001", "E1"],
    ]);
    expect((await send(xnat, `${SI}&overwrite=delete`)).text).toBe(`${E1}\r\n`);
    expect(xnat.state.sopInstances("P1/S1/E1")).toEqual(TWO.map(sopOf));
  });

  it("appends what is not there, and refuses files that are, a study that is another, a subject that is another", async () => {
    await using xnat = await startImports({ pipelines: false });
    await send(xnat, SI);
    const append = `${SI}&overwrite=append`;
    expect(refusal(await send(xnat, append))).toEqual([409, "Session already exists with matching files."]);
    const more = filesOf([{ instance: 7, series: 3 }]);
    expect((await send(xnat, append, makeZip(more))).text).toBe(`${E1}\r\n`);
    expect(xnat.state.sopInstances("P1/S1/E1")).toHaveLength(3);
    expect(refusal(await send(xnat, append, makeZip(filesOf([{ study: "B" }]))))[1]).toContain("session UID");
    expect(refusal(await send(xnat, append.replace("S1", "S2")))[1]).toContain("session subject");
  });

  it("puts a session into quarantine where that is asked", async () => {
    await using xnat = await startImports();
    await send(xnat, `${SI}&quarantine=true`);
    expect([...xnat.state.experiments("P1")]).toMatchObject([{ label: "E1", quarantine: true }]);
  });

  it("tells whoever named a listener, and nobody else", async () => {
    await using xnat = await startImports();
    await sendForm(xnat, `${SI}&http-session-listener=LST1`, [makeZip(filesOf(TWO))]);
    const messages = async (id: string): Promise<unknown> =>
      ((await xnat.ask(`/data/status/${id}?format=json`)).json() as { msgs: unknown[][] }).msgs[0];
    expect(await messages("LST1")).toEqual(
      expect.arrayContaining([
        { msg: "Importing file (scan.zip)", status: "PROCESSING" },
        { msg: "found 2 DICOM files", status: "PROCESSING" },
      ]),
    );
    expect(await messages("LST2")).toEqual([]);
  });
});

describe("a single instance", () => {
  it("is sorted in by gradual-DICOM, which goes by its comments where the query says nothing", async () => {
    await using xnat = await startImports();
    const type = "application/dicom";
    const told = await send(xnat, "PROJECT_ID=P1&SUBJECT_ID=SG&EXPT_LABEL=EG", dicomFile(), type);
    expect(told.text).toMatch(/\/P1\/\d{8}_\d{9}\/EG\r\n$/);
    const patientComments = "Project:P2 Subject:S7 Session:E7";
    const read = await send(xnat, "", dicomFile({ study: "B", patientComments }), type);
    expect(read.text).toMatch(/\/P2\/\d{8}_\d{9}\/E7\r\n$/);
    expect(refusal(await send(xnat, "", Buffer.from("not dicom"), type))[0]).toBe(400);
  });
});
