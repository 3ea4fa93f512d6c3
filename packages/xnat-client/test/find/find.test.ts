import type { XnatSandboxOptions } from "@scanferry/sandbox";
import { describe, expect, it } from "vitest";

import { find, type FindOptions } from "../../src/find/find.js";
import type { Finding } from "../../src/find/finding.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { editedList } from "../select/support/edited-list.js";
import { useArchive, type ArchiveStage } from "../select/support/use-archive.js";
import { withoutColumn } from "../select/support/without-column.js";

/** Data of one person in every place where it can lie, and two accounts that see them all, or some. */
const places: XnatSandboxOptions = {
  users: [
    { username: "admin", password: "all", admin: true },
    { username: "ada", password: "some", admin: false, owns: ["P"], collaborator: ["R"] },
  ],
  projects: [
    { id: "P", subjects: ["S01", "s01", "S010", "XS01b"] },
    { id: "R", subjects: [{ label: "R1", sessions: [{ label: "S01" }] }] },
    { id: "CLOSED", accessibility: "protected", subjects: ["S01"] },
    { id: "HIDDEN", accessibility: "private", subjects: ["S01"] },
  ],
  prearchive: [
    { project: "P", subject: "S01", name: "S01_MR2", status: "CONFLICT" },
    { project: "Unassigned", subject: "S01", name: "scan_of_monday", status: "READY" },
    { project: "Unassigned", subject: "other", name: "other", status: "READY", tag: "1.2.840.77" },
  ],
};

const look = ({ ctx }: ArchiveStage, text: string, options: FindOptions = {}): Promise<Finding[]> =>
  allOf(find(ctx, text, options));

/** What was found, without advice, as one line each. */
function lines(findings: readonly Finding[]): string[] {
  return findings.map((one) => {
    switch (one.kind) {
      case "subject":
        return `${one.match} subject ${one.project}/${one.label} ${one.sessions.map(({ label }) => label).join("+")}`;
      case "session":
        return `${one.match} session ${one.project}/${one.subjectLabel ?? "?"}/${one.label}`;
      case "prearchive":
      case "unassigned":
        return `${one.match} ${one.kind} ${one.project}/${one.subject}/${one.name} ${one.status}`;
      case "unseen":
        return `unseen ${one.place} ${one.project ?? ""}`.trim();
      case "more":
        return `more ${one.count}`;
      case "nothing":
        return "nothing";
    }
  });
}

describe.each(["1.6", "1.9"] as const)("find on XNAT %s", (version) => {
  const stageOf = (user: number) => useArchive({ version, ...places }, user);

  it("tells an administrator every place, what fits exactly first", async () => {
    const findings = await look(await stageOf(0), "S01");
    const told = lines(findings);
    expect(told.slice(0, 6).sort()).toEqual([
      "exact prearchive P/S01/S01_MR2 CONFLICT",
      "exact session R/R1/S01",
      "exact subject CLOSED/S01 S01_MR1",
      "exact subject HIDDEN/S01 S01_MR1",
      "exact subject P/S01 S01_MR1",
      "exact unassigned Unassigned/S01/scan_of_monday READY",
    ]);
    expect(told.slice(6)).toEqual([
      "alike subject P/s01 s01_MR1",
      "part subject P/S010 S010_MR1",
      "part subject P/XS01b XS01b_MR1",
    ]);
    const advice = (kind: string) => findings.find((one) => one.kind === kind)?.advice;
    expect(advice("subject")).toContain("pull");
    expect(advice("prearchive")).toContain("compare");
    expect(advice("unassigned")).toContain("Change Project");
  });

  it("tells an account with less to see what it cannot look into", async () => {
    const findings = await look(await stageOf(1), "S01");
    const told = lines(findings);
    expect(told).toContain("exact subject P/S01 S01_MR1");
    expect(told).toContain("exact session R/R1/S01");
    expect(told.filter((line) => line.startsWith("unseen")).sort()).toEqual([
      "unseen archive CLOSED",
      "unseen unassigned",
    ]);
    expect(told.join()).not.toContain("HIDDEN");
    const advice = (place: string) =>
      findings.find((one) => one.kind === "unseen" && one.place === place)?.advice;
    expect(advice("unassigned")).toContain("administrator");
    expect(advice("archive")).toMatch(/access/i);
  });

  it("says what to think of when nothing was found", async () => {
    const stage = await stageOf(1);
    const findings = await look(stage, "nobody");
    expect(lines(findings).sort()).toEqual(["nothing", "unseen archive CLOSED", "unseen unassigned"]);
    const nothing = findings.at(-1);
    expect(nothing?.kind).toBe("nothing");
    for (const words of ["another name", "Unassigned", "cannot see", "2 places"]) {
      expect(nothing?.advice).toContain(words);
    }
    const [seen] = await look(await stageOf(0), "nobody");
    expect(seen).toMatchObject({ kind: "nothing" });
    expect(seen?.advice).not.toContain("Unassigned");
    expect(seen?.advice).not.toContain("place");
    // An empty list may be a refusal in disguise.
    const empty = await useArchive({ version, ...places, prearchive: [] });
    const [unsure] = await look(empty, "nobody", { projects: ["Unassigned"] });
    expect(unsure?.advice).toContain("Unassigned");
  });

  it("finds by accession ID and by Study Instance UID", async () => {
    const stage = await stageOf(0);
    const [subject] = await look(stage, "S01", { projects: ["P"] });
    if (subject?.kind !== "subject") throw new Error("no subject");
    expect(lines(await look(stage, subject.id, { projects: ["P"] }))).toEqual([
      "exact subject P/S01 S01_MR1",
      "exact prearchive P/S01/S01_MR2 CONFLICT",
    ]);
    const session = subject.sessions[0]?.id ?? "";
    expect(lines(await look(stage, session))).toEqual(["exact session P/S01/S01_MR1"]);
    expect(lines(await look(stage, "1.2.840.77"))).toEqual(["exact unassigned Unassigned/other/other READY"]);
  });

  it("looks only into the projects that are named", async () => {
    const stage = await stageOf(1);
    expect(lines(await look(stage, "S01", { projects: ["R"] }))).toEqual(["exact session R/R1/S01"]);
    expect(stage.asked().every((path) => path.includes("/projects/R"))).toBe(true);
    expect(lines(await look(stage, "S01", { projects: ["NOPE"] }))).toEqual([
      "unseen archive NOPE",
      "nothing",
    ]);
  });

  it("keeps some of what only holds the text, and counts the rest", async () => {
    const stage = await useArchive({ version, projects: [{ id: "P", subjects: 300 }] });
    const told = lines(await look(stage, "S", { limit: 10 }));
    expect(told).toHaveLength(11);
    expect(told.at(-1)).toMatch(/^more \d+$/);
    expect(Number(told.at(-1)?.slice(5))).toBeGreaterThanOrEqual(290);
  });

  it("refuses an empty text", async () => {
    await expect(look(await stageOf(0), "  ")).rejects.toMatchObject({ code: "input/invalid" });
  });
});

it("finds a subject in the prearchive under the accession ID that XNAT wrote there", async () => {
  const first = await useArchive(places);
  const [subject] = await look(first, "S01", { projects: ["P"] });
  if (subject?.kind !== "subject") throw new Error("no subject");
  const stage = await useArchive({
    ...places,
    prearchive: [{ project: "P", subject: subject.id, name: "E9", status: "CONFLICT" }],
  });
  expect(lines(await look(stage, "S01", { projects: ["P"] }))).toContain(
    `exact prearchive P/${subject.id}/E9 CONFLICT`,
  );
});

it("asks a subject that was found for its sessions where the project's list does not say whose they are", async () => {
  const stage = await useArchive(places);
  const ctx = withoutColumn(stage.ctx, "subject_ID");
  const told = lines(await look({ ...stage, ctx }, "S010"));
  expect(told[0]).toBe("exact subject P/S010 S010_MR1");
});

it("counts a subject's sessions once where an experiment of the project is nobody's", async () => {
  const stage = await useArchive({ projects: [{ id: "P", subjects: ["S01", "S02"] }] });
  const ctx = editedList(stage.ctx, "/projects/P/experiments", (rows) => {
    Object.assign(rows[1] ?? {}, { label: "S01", subject_ID: "", subject_label: "" });
  });
  const findings = await look({ ...stage, ctx }, "S01", { projects: ["P"] });
  expect(lines(findings).sort()).toEqual(["exact session P/?/S01", "exact subject P/S01 S01_MR1"]);
  expect(findings.find(({ kind }) => kind === "subject")).toMatchObject({ sessionCount: 1 });
});

it("goes on where one project cannot be listed, and says so", async () => {
  const stage = await useArchive(places);
  stage.sandbox.faults.add({ path: "CLOSED/experiments", times: Infinity, kind: "status", status: 500 });
  const told = lines(await look(stage, "S01"));
  expect(told).toContain("exact subject P/S01 S01_MR1");
  // The subject was found before its sessions could not be listed.
  expect(told).toContain("exact subject CLOSED/S01 ");
  expect(told).toContain("unseen archive CLOSED");
});
