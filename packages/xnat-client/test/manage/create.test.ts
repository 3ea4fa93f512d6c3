import { describe, expect, it } from "vitest";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import type { ProjectFields } from "../../src/index.js";
import { openBox } from "../helpers/open-box.js";

const users = [
  { username: "ada", password: "one" },
  { username: "bob", password: "two", owns: ["P"], collaborator: ["READ"] },
];
const projects = [
  { id: "P", subjects: ["S1"] },
  { id: "READ", subjects: ["S1"] },
  { id: "OTHER", name: "Taken title", subjects: 0 },
] as const;
const bob = { username: "bob", password: "two" };
const whole: ProjectFields = {
  title: "Tics & <tremor> — a „study“",
  runningTitle: "tics",
  description: "Line one\nand “two”",
  keywords: "tics tremor",
  investigator: { firstName: "Ada", lastName: "O'Neill" },
  accessibility: "private",
};

describe.each(["1.6", "1.9"] as const)("making things on %s", (version) => {
  it("makes a project with all its fields, finds it unchanged, and changes one without losing the others", async () => {
    const box = await openBox({ version, users, projects });
    const xnat = await box.client();
    const made = await xnat.createProject("NEW_1", whole);
    expect(made).toMatchObject({ status: "created", id: "NEW_1", uri: "/data/projects/NEW_1" });
    const project = xnat.project("NEW_1");
    expect((await project.show()).fields).toMatchObject({ name: whole.title, keywords: "tics tremor" });
    expect((await project.access()).accessibility).toBe("private");
    box.sandbox.log.clear();
    expect(await project.create(whole)).toMatchObject({ status: "unchanged", changed: [] });
    expect(await project.create()).toMatchObject({ status: "unchanged" });
    // What is there is never saved again unasked: a bare PUT would write the ID over the title.
    expect(box.sandbox.log.entries.filter(({ method }) => method !== "GET")).toEqual([]);
    const refused = await failsWith(project.create({ keywords: "other" }), "remote/exists");
    expect(refused.details).toMatchObject({ differs: "keywords" });
    expect(await project.update({ keywords: "other" })).toMatchObject({
      status: "updated",
      changed: ["keywords"],
    });
    expect(await project.create({ ...whole, keywords: "other" })).toMatchObject({ status: "unchanged" });
    expect(await project.update({ accessibility: "public" })).toMatchObject({ changed: ["accessibility"] });
    expect(await project.create({ ...whole, keywords: "other", accessibility: "public" })).toMatchObject({
      status: "unchanged",
    });
  });

  it("looks without writing, and refuses before it asks", async () => {
    const box = await openBox({ version, users, projects });
    const xnat = await box.client();
    box.sandbox.log.clear();
    const dry = { dryRun: true };
    expect(await xnat.createProject("NEW", whole, dry)).toMatchObject({ status: "created" });
    expect(await xnat.project("P").update({ title: "x" }, dry)).toMatchObject({ changed: ["title"] });
    const subject = xnat.project("P").subject("S9");
    expect(await subject.create({}, dry)).toMatchObject({ status: "created" });
    expect(box.sandbox.log.entries.filter(({ method }) => method !== "GET")).toEqual([]);
    box.sandbox.log.clear();
    await failsWith(xnat.createProject("two words"), "input/invalid");
    await failsWith(xnat.project("P").subject("Müller").create(), "input/invalid");
    await failsWith(subject.create({ yob: 87 }), "input/invalid");
    await failsWith(subject.create({ custom: { "a]b": "x" } }), "input/invalid");
    await failsWith(subject.experiment("E 1").create(), "input/invalid");
    await failsWith(subject.experiment("E1").create({ date: "2026-02-30" }), "input/invalid");
    await failsWith(subject.experiment("E1").create({ modality: "NMR" }), "input/invalid");
    await failsWith(xnat.experiment("XNAT_E00001").create(), "input/invalid");
    await failsWith(xnat.project("P").setPrearchiveCode(3 as 4), "input/invalid");
    expect(box.sandbox.log.entries).toEqual([]);
  });

  it("makes a subject, a session and a scan below one another, and says what is there already", async () => {
    const box = await openBox({ version, users, projects });
    const xnat = await box.client({ auth: bob });
    const subject = xnat.project("P").subject("S2");
    const fields = { gender: "female", yob: 1987, handedness: "left", custom: { Cohort: "A & B" } } as const;
    const made = await subject.create(fields);
    expect(made).toMatchObject({ status: "created" });
    expect(made.id).toMatch(/^XNAT_S\d+$/);
    expect(await subject.create(fields)).toMatchObject({ status: "unchanged", id: made.id });
    await failsWith(subject.create({ gender: "male" }), "remote/exists");
    expect(await subject.create({ gender: "male" }, { update: true })).toMatchObject({ changed: ["gender"] });
    expect(await subject.create({ ...fields, gender: "male" })).toMatchObject({ status: "unchanged" });

    const session = subject.experiment("S2_MR1");
    expect(await session.create({ date: "2026-01-31" })).toMatchObject({ status: "created" });
    expect((await session.show()).xsiType).toBe("xnat:mrSessionData");
    expect(await session.create({ date: "2026-01-31", modality: "MR" })).toMatchObject({
      status: "unchanged",
    });
    await failsWith(session.create({ date: "2026-02-01" }), "remote/exists");
    await failsWith(session.create({ modality: "PET" }), "remote/conflict");
    expect(await session.create({ date: "2026-02-01" }, { update: true })).toMatchObject({
      status: "updated",
    });
    // A label is there once in a project: some releases would move the session to the other subject.
    const taken = await failsWith(
      xnat.project("P").subject("S1").experiment("S2_MR1").create(),
      "remote/conflict",
    );
    expect(taken.details).toMatchObject({ reason: "label-in-use" });

    const scan = session.scan("3-MR1");
    expect(await scan.create({ type: "T1w", seriesDescription: "mprage, sag" })).toMatchObject({
      status: "created",
      id: "3-MR1",
    });
    expect(await scan.create({ type: "T1w" })).toMatchObject({ status: "unchanged" });
    await failsWith(scan.create({ type: "T2w" }), "remote/exists");
    expect(await scan.create({ type: "T2w" }, { update: true })).toMatchObject({ changed: ["type"] });
    await failsWith(scan.create({ xsiType: "xnat:petScanData" }), "remote/conflict");
    expect((await allOf(session.scans())).map(({ id, type }) => [id, type])).toEqual([["3-MR1", "T2w"]]);
    await failsWith(
      xnat.project("P").subject("S2").experiment("NOPE").scan("1").create(),
      "remote/not-found",
    );
  });

  it("names a missing right, also where the server says that all is well", async () => {
    const box = await openBox({ version, users, projects });
    const xnat = await box.client({ auth: bob });
    const reader = xnat.project("READ");
    await failsWith(reader.subject("S2").create(), "auth/forbidden");
    await failsWith(reader.update({ title: "mine" }), "auth/forbidden");
    await failsWith(reader.setPrearchiveCode(0), "auth/forbidden");
    await failsWith(reader.setAnonScript("version 1"), "auth/forbidden");
    await failsWith(xnat.setAnonScript("version 1"), "auth/forbidden");
    // 200 with nothing behind it, as some routes answer who may not write (wire/xnat.md, 5).
    const ok = { method: "PUT", kind: "status", status: 200, body: "", times: 9 } as const;
    box.sandbox.faults.add({ ...ok, path: "/subjects/S3" });
    await failsWith(xnat.project("P").subject("S3").create({ gender: "male" }), "auth/forbidden");
    box.sandbox.faults.add({ ...ok, path: "/data/projects/P", query: /^$/ });
    await failsWith(xnat.project("P").update({ title: "other" }), "auth/forbidden");
    box.sandbox.faults.add({ ...ok, path: "/prearchive_code/0" });
    await failsWith(xnat.project("P").setPrearchiveCode(0), "auth/forbidden");
  });

  it("sends fields once more that the server forgot the first time", async () => {
    const box = await openBox({ version, users, projects });
    const xnat = await box.client();
    const { state, faults } = box.sandbox;
    const forget = faults.add({
      method: "PUT",
      path: /projects\/NEW$/,
      kind: "run",
      when: "after",
      run: () => {
        state.xnat.setAccessibility("NEW", "protected");
      },
    });
    expect(await xnat.createProject("NEW", { title: "T", accessibility: "public" })).toMatchObject({
      status: "created",
    });
    expect(forget.hits).toBe(1);
    expect((await xnat.project("NEW").access()).accessibility).toBe("public");
  });

  it("tells a title that another project has, and an ID that was deleted", async () => {
    const box = await openBox({ version, users, projects });
    const xnat = await box.client();
    const taken = await failsWith(xnat.createProject("NEW", { title: "Taken title" }), "remote/conflict");
    expect(taken.details).toMatchObject({ reason: "title-in-use" });
    await xnat.createProject("GONE");
    await xnat.request("DELETE", "/data/projects/GONE");
    const gone = await failsWith(xnat.createProject("GONE"), "remote/conflict");
    expect(gone.details).toMatchObject({ reason: "deleted-id" });
    const no = { method: "PUT", path: "/data/projects/MINE", kind: "status", status: 403 } as const;
    box.sandbox.faults.add({ ...no, body: "doesn't have permission to create projects on this system" });
    const theirs = await failsWith(xnat.createProject("MINE"), "auth/forbidden");
    expect(theirs.hint).toMatch(/administrators/);
  });

  it("sets the prearchive code and the anonymization script, and reads them back", async () => {
    const box = await openBox({ version, users, projects });
    const xnat = await box.client();
    const project = xnat.project("P");
    expect(await project.prearchiveCode()).toBe(4);
    await project.setPrearchiveCode(0);
    expect(await project.prearchiveCode()).toBe(0);
    expect(await project.anonScript()).toEqual({ script: "", enabled: false });
    await failsWith(project.enableAnon(true), "input/invalid");
    await failsWith(project.setAnonScript("  "), "input/invalid");
    const script = 'version "6.1"\r\n(0008,0080) := "Klinik für Ökologie"\n';
    await project.setAnonScript(script);
    expect((await project.anonScript()).script).toBe(script);
    await project.enableAnon(true);
    expect((await project.anonScript()).enabled).toBe(true);
    await project.enableAnon(false);
    expect((await project.anonScript()).enabled).toBe(false);
    expect((await xnat.anonScript()).enabled).toBe(true);
    await xnat.enableAnon(false);
    expect((await xnat.anonScript()).enabled).toBe(false);
    await failsWith(xnat.project("NOPE").anonScript(), "remote/not-found");
  });
});
