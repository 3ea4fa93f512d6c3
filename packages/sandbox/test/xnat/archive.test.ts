import { describe, expect, it } from "vitest";
import { startArchiveTest } from "../support/archive-test.js";

const DAY_MS = 86_400_000;

describe("the made-up archive", () => {
  it("numbers subjects, sessions, scans and resources over the whole site", async () => {
    await using test = await startArchiveTest({
      projects: [
        { id: "A", subjects: 2, sessionsPerSubject: 2, projectResources: ["PROTOCOL"] },
        {
          id: "B",
          subjects: [
            "007",
            { label: "008", sessions: [{ label: "first", scans: [{ id: "5" }] }, { modality: "PET" }] },
          ],
        },
      ],
    });
    const { state } = test;
    expect([...state.subjects("A")]).toEqual([
      { id: "XNAT_S00001", label: "S1" },
      { id: "XNAT_S00002", label: "S2" },
    ]);
    expect([...state.subjects("B")]).toEqual([
      { id: "XNAT_S00003", label: "007" },
      { id: "XNAT_S00004", label: "008" },
    ]);
    const sessions = [...state.experiments("A"), ...state.experiments("B")];
    expect(sessions.map(({ id, label }) => `${id} ${label}`)).toEqual([
      "XNAT_E00001 S1_MR1",
      "XNAT_E00002 S1_MR2",
      "XNAT_E00003 S2_MR1",
      "XNAT_E00004 S2_MR2",
      "XNAT_E00005 007_MR1",
      "XNAT_E00006 first",
      "XNAT_E00007 008_PET1",
    ]);
    expect(sessions[5]).toMatchObject({ subject: "008", xsiType: "xnat:mrSessionData", scans: ["5"] });
    expect(sessions[6]).toMatchObject({ xsiType: "xnat:petSessionData", scans: ["1", "2", "3-MR1"] });
    // No number of a resource is given twice: one of project A, 3 scans with 2 each in 6 sessions, and 2 of scan 5.
    const ids = new Set<string>();
    for (const { id } of sessions) {
      const rows = (await test.ask(`/data/experiments/${id}/scans/ALL/files?format=json`)).rows();
      for (const row of rows) ids.add(row["cat_ID"]!);
    }
    expect(ids.size).toBe(6 * 6 + 2);
  });

  it("finds each session by its id and by its label", async () => {
    await using test = await startArchiveTest({
      projects: [
        { id: "A", subjects: 30, sessionsPerSubject: 2, modalities: ["MR", "CT"] },
        { id: "B", subjects: 12, subjectLabel: (index) => String(index).padStart(4, "0") },
        { id: "C", subjects: [{ label: "x", sessions: [{ label: "odd label_1" }] }, "y"] },
      ],
    });
    for (const project of ["A", "B", "C"])
      for (const { id, label, subject } of test.state.experiments(project)) {
        const path = `${project}/${subject}/${label}/1/DICOM`;
        const byLabel = `/data/projects/${project}/subjects/${subject}/experiments/${encodeURIComponent(label)}`;
        for (const base of [`/data/experiments/${id}`, byLabel]) {
          const rows = (await test.ask(`${base}/scans/1/resources/DICOM/files?format=json`)).rows();
          expect(rows).toHaveLength(3);
        }
        expect(test.state.files(path)).toHaveLength(3);
      }
    expect([...test.state.subjects("B")].at(-1)).toEqual({ id: "XNAT_S00042", label: "0011" });
    expect((await test.ask("/data/projects/A/subjects/S31/files?format=json")).status).toBe(404);
    expect((await test.ask("/data/experiments/XNAT_E99999/files?format=json")).status).toBe(404);
  });

  it("holds a hundred thousand subjects without keeping one", async () => {
    await using test = await startArchiveTest({ projects: [{ id: "BIG", subjects: 100_000 }] });
    let count = 0;
    for (const subject of test.state.subjects("BIG")) count += subject.label.length > 0 ? 1 : 0;
    expect(count).toBe(100_000);
    const rows = (
      await test.ask(
        "/data/projects/BIG/subjects/S99999/experiments/S99999_MR1/scans/1/resources/DICOM/files?format=json",
      )
    ).rows();
    expect(rows[0]!["URI"]).toContain("/subjects/XNAT_S99999/experiments/XNAT_E99999/");
  });

  it("makes files of the sizes that a function gives", async () => {
    await using test = await startArchiveTest({
      projects: [
        {
          id: "P",
          subjects: 1,
          fileBytes: (file) => (file.scan === "2" && file.path === "0003.dcm" ? 50_000 : 3000),
        },
      ],
    });
    const sizes = (scan: string) => test.state.files(`P/S1/S1_MR1/${scan}/DICOM`).map((file) => file.bytes);
    expect(sizes("1")).toEqual([3000, 3000, 3000]);
    expect(sizes("2")).toEqual([3000, 3000, 50_000]);
  });
});

describe("what is written at run time", () => {
  it("goes on behind the made-up numbers", async () => {
    await using test = await startArchiveTest({ projects: [{ id: "P", subjects: 2 }] });
    const { state } = test;
    expect(state.addSubject("P", { label: "new" })).toEqual({ id: "XNAT_S00003", label: "new" });
    expect(state.addSession("P/new", { label: "new_CT1", xsiType: "xnat:ctSessionData" })).toBe(
      "XNAT_E00003",
    );
    state.addScan("P/new/new_CT1", "4", { type: "Abdomen" });
    state.addFile("P/new/new_CT1/4/DICOM", "a.dcm", "bytes");
    expect([...state.experiments("P")].at(-1)).toMatchObject({
      label: "new_CT1",
      subject: "new",
      xsiType: "xnat:ctSessionData",
      scans: ["4"],
    });
    const file = await test.ask("/data/experiments/XNAT_E00003/scans/4/resources/DICOM/files/a.dcm");
    expect(file.text).toBe("bytes");
  });

  it("can be deleted and made again, the made-up as well", async () => {
    await using test = await startArchiveTest();
    const { state } = test;
    state.remove("SANDBOX/S1/S1_MR1/2");
    expect([...state.experiments("SANDBOX")][0]!.scans).toEqual(["1", "3-MR1"]);
    state.addScan("SANDBOX/S1/S1_MR1", "2");
    expect([...state.experiments("SANDBOX")][0]!.scans).toEqual(["1", "3-MR1", "2"]);
    state.remove("SANDBOX/S1/S1_MR1/2");
    state.remove("SANDBOX/S3");
    expect([...state.experiments("SANDBOX")].map(({ label }) => label)).toEqual(["S1_MR1", "002_MR1"]);
    expect((await test.ask("/data/experiments/XNAT_E00001/scans/2/files?format=zip")).status).toBe(404);
  });
});

it("lists a shared session in the other project too, under its label there", async () => {
  await using test = await startArchiveTest({
    projects: [
      {
        id: "A",
        subjects: [{ label: "S1", sessions: [{ sharedInto: [{ project: "B", label: "guest_1" }] }, {}] }],
      },
      { id: "B", subjects: 1 },
    ],
  });
  const shared = () => [...test.state.experiments("B")].map(({ id, label, project }) => [id, label, project]);
  expect(shared()).toEqual([
    ["XNAT_E00003", "S1_MR1", "B"],
    ["XNAT_E00001", "guest_1", "A"],
  ]);
  test.state.shareSession("A/S1/S1_MR2", "B");
  expect(shared()).toHaveLength(3);
  expect([...test.state.subjects("B")].map(({ id }) => id)).toEqual(["XNAT_S00002", "XNAT_S00001"]);
  const zip = await test.ask(
    "/data/projects/B/subjects/XNAT_S00001/experiments/guest_1/scans/1/files?format=zip",
  );
  expect(zip.headers.get("content-disposition")).toBe('attachment; filename="guest_1.zip";');
  expect(zip.text).toContain("guest_1/scans/1-T1w_MPRAGE/resources/DICOM/files/0001.dcm");
});

it("keeps sessions in the prearchive, each in a folder of its own", async () => {
  await using test = await startArchiveTest({
    prearchive: [
      { subject: "S9", project: "SANDBOX", status: "CONFLICT", uploaded: "2026-11-21T00:19:39.962Z" },
      { subject: "lost", uploaded: new Date("2026-11-21T00:19:39.962Z") },
    ],
  });
  const { prearchive } = test.state;
  prearchive.add({ subject: "third", status: "RECEIVING" });
  expect(prearchive.list().map(({ url, status, autoarchive }) => [url, status, autoarchive])).toEqual([
    ["/prearchive/projects/SANDBOX/20261121_001939962/S9_MR1", "CONFLICT", "AutoArchive"],
    ["/prearchive/projects/Unassigned/20261121_001939963/lost_MR1", "READY", "Manual"],
    [
      expect.stringMatching(/^\/prearchive\/projects\/Unassigned\/\d{8}_\d{9}\/third_MR1$/),
      "RECEIVING",
      "Manual",
    ],
  ]);
  expect(prearchive.list(["SANDBOX"])).toHaveLength(1);
  prearchive.remove("/prearchive/projects/SANDBOX/20261121_001939962/S9_MR1");
  expect(prearchive.list(["SANDBOX"])).toHaveLength(0);
});

it("tells when something came: the start of the sandbox unless told otherwise", async () => {
  await using test = await startArchiveTest({
    clock: { now: () => Date.UTC(2026, 10, 21, 0, 18, 36, 480) },
    projects: [
      {
        id: "P",
        subjects: [{ label: "old", inserted: "2020-05-06", sessions: [{ inserted: "2020-05-07" }] }, "S2"],
      },
    ],
  });
  const rows = (await test.ask("/data/projects/P/subjects?format=json")).rows();
  expect(rows.map((row) => row["insert_date"])).toEqual(["2020-05-06 00:00:00.0", "2026-11-21 00:18:36.48"]);
  const sessions = (await test.ask("/data/projects/P/experiments?format=json")).rows();
  expect(sessions.map((row) => row["insert_date"])).toEqual([
    "2020-05-07 00:00:00.0",
    "2026-11-21 00:18:36.48",
  ]);
  const file = test.state.files("P/S2/S2_MR1/1/DICOM")[0];
  expect(test.sandbox.clock.now() - file!.mtimeMs).toBeGreaterThanOrEqual(DAY_MS);
});
