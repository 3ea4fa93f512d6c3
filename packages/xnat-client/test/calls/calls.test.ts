import { describe, expect, it } from "vitest";
import type { MissingNames } from "../../src/index.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { openBox } from "../helpers/open-box.js";

const users = [
  { username: "ada", password: "one" },
  { username: "bob", password: "two", member: ["OURS"] },
];
const projects = [
  { id: "OPEN", accessibility: "public", subjects: 1 },
  { id: "OURS", accessibility: "private", name: "Our study", subjects: ["001", "1", "S2"] },
  { id: "ASK", accessibility: "protected", subjects: 1 },
] as const;
const bob = { username: "bob", password: "two" };

describe.each(["1.6", "1.9"] as const)("the calls on %s", (version) => {
  it("list projects, with the access level and the role where these are asked for", async () => {
    const xnat = await (await openBox({ version, users, projects })).client({ auth: bob });
    const all = new Map((await allOf(xnat.projects({ access: true }))).map((one) => [one.id, one]));
    expect(all.get("OURS")).toMatchObject({ name: "Our study", accessibility: "private", role: "Members" });
    expect(all.get("OPEN")).toMatchObject({ accessibility: "public" });
    expect(all.get("OPEN")).not.toHaveProperty("role");
    expect(all.get("ASK")).toMatchObject({ accessibility: "protected" });
    expect((await allOf(xnat.projects({ data: "readable" }))).map(({ id }) => id).sort()).toEqual([
      "OPEN",
      "OURS",
    ]);
    expect((await allOf(xnat.projects({ data: "writable" }))).map(({ id }) => id)).toEqual(["OURS"]);
    expect((await allOf(xnat.projects({ recent: true }))).map(({ id }) => id).sort()).toEqual([
      "OPEN",
      "OURS",
    ]);
  });

  it("say how open a project is and what one is in it", async () => {
    const xnat = await (await openBox({ version, users, projects })).client({ auth: bob });
    expect(await xnat.project("OURS").access()).toEqual({ accessibility: "private", role: "Members" });
    expect(await xnat.project("OPEN").access()).toEqual({ accessibility: "public" });
    await failsWith(xnat.project("NOPE").access(), "remote/not-found");
  });

  it("list subjects, those of a list, and what is missing of it", async () => {
    const box = await openBox({ version, projects });
    const xnat = await box.client();
    const ours = xnat.project("OURS");
    expect((await allOf(ours.subjects())).map(({ label }) => label)).toEqual(["001", "1", "S2"]);
    const told: MissingNames[] = [];
    const some = ours.subjects({ subjects: ["1", "0001", "S2"], onMissing: (missing) => told.push(missing) });
    expect((await allOf(some)).map(({ label }) => label)).toEqual(["1", "S2"]);
    expect(told.map(({ labels, asked }) => [labels, asked])).toEqual([[["0001"], 3]]);
    await failsWith(allOf(ours.subjects({ subjects: ["0001"], strict: true })), "remote/not-found");
    expect(await allOf(ours.subjects({ since: new Date("2999-01-01") }))).toEqual([]);
    const [first] = await allOf(ours.subjects({ columns: ["gender"] }));
    expect(first).toMatchObject({ label: "001", project: "OURS" });
    expect(first?.fields).toHaveProperty("gender");
  });

  it("walk down by labels, by accession IDs, and from an experiment whose subject is not named", async () => {
    const box = await openBox({ version });
    const xnat = await box.client();
    const [session] = box.sandbox.state.xnat.experiments("SANDBOX");
    if (session === undefined) throw new Error("the sandbox has no session");
    const project = xnat.project("SANDBOX");
    const [subject] = await allOf(project.subjects({ subjects: [session.subject] }));
    for (const handle of [
      project.subject(session.subject).experiment(session.label),
      project.subject(subject?.id ?? "").experiment(session.id),
      project.experiment(session.label),
      project.experiment(session.id),
      xnat.experiment(session.id),
    ]) {
      expect((await handle.show()).fields).toMatchObject({ ID: session.id });
      expect((await allOf(handle.select())).map(({ id }) => id)).toEqual([session.id]);
      const scans = await allOf(handle.scans());
      expect(scans.map(({ id }) => id)).toEqual(session.scans);
      const scan = handle.scan(scans[0]?.id ?? "");
      const own = await allOf(scan.resources());
      expect(own.map(({ label }) => label).sort()).toEqual(["DICOM", "NIFTI"]);
      expect(own[0]?.fileCount).toBeGreaterThan(0);
      const files = await allOf(scan.resource("DICOM").files());
      expect(files).toHaveLength(own.find(({ label }) => label === "DICOM")?.fileCount ?? -1);
      const [file] = files;
      expect(
        await scan
          .resource("DICOM")
          .file(file?.path ?? "")
          .show(),
      ).toEqual(file);
      const all = await allOf(handle.resources({ all: true }));
      expect(
        all
          .filter(({ scanId }) => scanId === scans[0]?.id)
          .map(({ label }) => label)
          .sort(),
      ).toEqual(["DICOM", "NIFTI"]);
    }
    expect((await project.subject(session.subject).show()).fields).toMatchObject({ label: session.subject });
    expect((await project.show()).fields).toMatchObject({ ID: "SANDBOX" });
  });

  it("filter scans by id, type and description", async () => {
    const box = await openBox({ version });
    const xnat = await box.client();
    const [session] = box.sandbox.state.xnat.experiments("SANDBOX");
    const handle = xnat.experiment(session?.id ?? "");
    const all = await allOf(handle.scans());
    const type = all[0]?.type ?? "";
    const chosen = await allOf(handle.scans({ scans: [type.toUpperCase()] }));
    expect(chosen).toEqual(all.filter((scan) => scan.type === type));
    expect(chosen.length).toBeLessThan(all.length);
  });

  it("say that a resource is not there, and that one is empty", async () => {
    const box = await openBox({ version });
    box.sandbox.state.xnat.addFile("SANDBOX/EMPTY", "a.txt", "x");
    box.sandbox.state.xnat.unlistFile("SANDBOX/EMPTY", "a.txt");
    const xnat = await box.client();
    const project = xnat.project("SANDBOX");
    const [session] = box.sandbox.state.xnat.experiments("SANDBOX");
    for (const handle of [project, xnat.experiment(session?.id ?? "").scan(session?.scans[0] ?? "")]) {
      const error = await failsWith(allOf(handle.resource("NOPE").files()), "remote/not-found");
      expect(error.message).toMatch(/no such resource/);
      expect(error.subject).toContain("NOPE");
    }
    expect(await allOf(project.resource("EMPTY").files())).toEqual([]);
    const empty = (await allOf(project.resources())).find(({ label }) => label === "EMPTY");
    expect(await allOf(project.resource(empty?.id ?? "").files())).toEqual([]);
  });

  it("say that a scan is not there, though XNAT lists the subject's own resources instead", async () => {
    const box = await openBox({ version });
    box.sandbox.state.xnat.addFile("SANDBOX/002/FORMS", "form.txt", "x");
    const xnat = await box.client();
    const [session] = await allOf(xnat.project("SANDBOX").subject("002").experiments());
    const scan = xnat
      .project("SANDBOX")
      .subject("002")
      .experiment(session?.label ?? "")
      .scan("no such scan");
    await failsWith(allOf(scan.resources()), "remote/not-found");
    await failsWith(
      allOf(
        xnat
          .experiment(session?.id ?? "")
          .scan("999")
          .resources(),
      ),
      "remote/not-found",
    );
  });

  it("list the prearchive: one project's, what no project claimed, and all", async () => {
    const box = await openBox({
      version,
      projects: [{ id: "P", subjects: 1 }],
      prearchive: [
        { project: "P", subject: "S9", name: "S9_MR1", status: "READY" },
        { subject: "S8", name: "S8_MR1", status: "CONFLICT" },
      ],
    });
    const xnat = await box.client();
    const names = async (project?: string): Promise<string[]> =>
      (await allOf(xnat.prearchive(project)))
        .map((one) => `${one.project} ${one.subject} ${one.status}`)
        .sort();
    expect(await names("P")).toEqual(["P S9 READY"]);
    expect(await names("Unassigned")).toEqual(["Unassigned S8 CONFLICT"]);
    expect(await names()).toEqual(expect.arrayContaining(["P S9 READY"]));
    expect((await allOf(xnat.project("P").prearchive())).length).toBe(1);
  });
});

it.each(["accessible=true", "accessible=false"])(
  "lists all projects where a server refuses %s",
  async (query) => {
    const box = await openBox({ users, projects });
    const xnat = await box.client({ auth: bob });
    const without = (await allOf(xnat.projects())).map(({ id }) => id).sort();
    box.sandbox.faults.add({ path: "/data/projects", query, kind: "status", status: 400, times: 9 });
    expect((await allOf(xnat.projects({ access: true }))).map(({ id }) => id).sort()).toEqual(without);
  },
);

it("names what was asked for in the subject of an error alone", async () => {
  const xnat = await (await openBox()).client();
  const subject = xnat.project("SANDBOX").subject("miller-07");
  const works = [
    () => subject.show(),
    () => allOf(subject.experiments()),
    () => allOf(subject.experiment("E9").scans()),
  ];
  for (const work of works) {
    const error = await failsWith(work(), "remote/not-found");
    expect(error.message).not.toMatch(/miller|E9/);
    expect(error.subject).toMatch(/miller-07/);
  }
});

it("refuses names that no address can hold, before anything is asked", async () => {
  const box = await openBox();
  const xnat = await box.client();
  const before = box.sandbox.log.entries.length;
  await failsWith(allOf(xnat.project("..").subjects()), "input/invalid");
  await failsWith(allOf(xnat.project("P/Q").subjects()), "input/invalid");
  await failsWith(allOf(xnat.experiment("").scans()), "input/invalid");
  expect(box.sandbox.log.entries).toHaveLength(before);
});
