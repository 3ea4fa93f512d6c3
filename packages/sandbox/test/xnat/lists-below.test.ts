import { describe, expect, it } from "vitest";
import { startXnatTest, xnatClient } from "../support/xnat-client.js";
import { BOB, labels, STUDY } from "../support/xnat-study.js";

describe("sessions", () => {
  it("have their id in front under the name of the type that was asked for, which narrows the list", async () => {
    await using xnat = await startXnatTest(STUDY);
    const all = (await xnat.client.ask("/data/projects/P/experiments")).rows();
    expect(labels(all)).toEqual(["S1_MR1", "002_MR1", "002_PET1"]);
    expect(all[0]).toMatchObject({
      "xnat:subjectassessordata/id": "XNAT_E00001",
      xsiType: "xnat:mrSessionData",
    });
    const pet = (await xnat.client.ask("/data/projects/P/experiments?xsiType=xnat:petSessionData")).rows();
    expect(pet).toMatchObject([{ label: "002_PET1", "xnat:petsessiondata/id": "XNAT_E00003" }]);
    const columns = "columns=label,subject_label,subject_ID,xnat:imageSessionData/modality";
    const [first] = (await xnat.client.ask(`/data/projects/P/experiments?${columns}`)).rows();
    expect(first).toMatchObject({
      subject_label: "S1",
      subject_ID: "XNAT_S00001",
      "xnat:imagesessiondata/modality": "MR",
    });
  });

  it("are listed where they are shared, under their label there", async () => {
    await using xnat = await startXnatTest(STUDY);
    const [shared] = (await xnat.client.ask("/data/projects/Q/experiments")).rows();
    expect(shared).toMatchObject({ label: "GUEST_MR", project: "P", ID: "XNAT_E00002" });
    expect((await xnat.client.ask("/data/projects/Q/experiments/GUEST_MR?format=json")).status).toBe(200);
  });

  it("of one subject are found by its label or its accession id", async () => {
    await using xnat = await startXnatTest(STUDY);
    for (const path of [
      "/data/projects/P/subjects/002",
      "/data/projects/P/subjects/XNAT_S00002",
      "/data/subjects/XNAT_S00002",
    ])
      expect(labels((await xnat.client.ask(`${path}/experiments`)).rows())).toEqual(["002_MR1", "002_PET1"]);
    expect((await xnat.client.ask("/data/subjects/002/experiments")).status).toBe(404);
  });

  it("are chosen by label on 1.9 alone", async () => {
    await using old = await startXnatTest(STUDY);
    await using recent = await startXnatTest({ ...STUDY, version: "1.9" });
    const path = "/data/projects/P/experiments?label=002_MR1";
    expect((await old.client.ask(path)).rows()).toHaveLength(3);
    expect(labels((await recent.client.ask(path)).rows())).toEqual(["002_MR1"]);
    const range = "/data/experiments?date=2021/01/01-2021/12/31";
    expect(labels((await recent.client.ask(range)).rows())).toEqual(["002_PET1"]);
  });
});

describe("scans and resources", () => {
  it.each(["1.6", "1.9"] as const)("of %s ignore filters", async (version) => {
    await using xnat = await startXnatTest({ ...STUDY, version });
    const rows = (await xnat.client.ask("/data/experiments/XNAT_E00001/scans?type=NOPE")).rows();
    expect(rows.map((row) => row["ID"])).toEqual(["1", "3-MR1"]);
    expect(rows[1]).toMatchObject({ type: "a/b, c", URI: "/data/experiments/XNAT_E00001/scans/3-MR1" });
  });

  it("are those of the session, and with all=true those of its scans too", async () => {
    await using xnat = await startXnatTest(STUDY);
    const path = "/data/projects/P/subjects/S1/experiments/S1_MR1";
    const rows = async (tail: string): Promise<(readonly (string | undefined)[])[]> =>
      (await xnat.client.ask(path + tail))
        .rows()
        .map((row) => [row["label"], row["category"], row["cat_id"]]);
    expect(await rows("/resources")).toEqual([["QC", "resources", ""]]);
    expect(await rows("/resources?all=true")).toEqual([
      ["QC", "resources", ""],
      ["DICOM", "scans", "1"],
      ["DICOM", "scans", "3-MR1"],
      ["NIFTI", "scans", "3-MR1"],
    ]);
    expect(await rows("/scans/3-MR1/resources")).toHaveLength(2);
    expect((await xnat.client.ask(`${path}/resources`)).text).toMatch(
      /, "totalRecords": "1","title": "Resources"\}\}$/,
    );
  });

  it("of a scan that is not there are the subject's own below a subject, and 404 elsewhere", async () => {
    await using xnat = await startXnatTest(STUDY);
    const below = await xnat.client.ask("/data/projects/P/subjects/S1/experiments/S1_MR1/scans/99/resources");
    expect(labels(below.rows())).toEqual(["CONSENT"]);
    expect((await xnat.client.ask("/data/experiments/XNAT_E00001/scans/99/resources")).status).toBe(404);
  });
});

describe("the prearchive", () => {
  it("shows what belongs to no project to administrators alone", async () => {
    await using xnat = await startXnatTest({
      ...STUDY,
      prearchive: [{ subject: "LOST" }, { subject: "S9", project: "P", status: "CONFLICT" }],
    });
    const bob = await xnatClient(xnat.client.base, [BOB.username, BOB.password]);
    const subjects = async (client: typeof bob, path: string): Promise<unknown> =>
      (await client.ask(`/data/prearchive${path}`)).rows().map((row) => row["subject"]);
    expect(await subjects(xnat.client, "")).toEqual(["LOST", "S9"]);
    expect(await subjects(xnat.client, "/projects/Unassigned")).toEqual(["LOST"]);
    expect(await subjects(bob, "/projects")).toEqual(["S9"]);
    expect((await bob.ask("/data/prearchive/projects/Unassigned")).status).toBe(403);
    expect((await bob.ask("/data/prearchive/projects/SECRET")).status).toBe(403);
    const [row] = (await bob.ask("/data/prearchive/projects/P")).rows();
    expect((await bob.ask(`/data${row?.["url"] ?? ""}`)).rows()).toEqual([row]);
    expect((await bob.ask("/data/prearchive/projects/P?format=json")).text.endsWith('"}]}}')).toBe(true);
    expect((await bob.ask("/data/prearchive/projects/P/20200101_000000000/X")).text).toContain(
      "<h3>Unable to locate prearc resource.</h3>",
    );
  });
});
