import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { writePhantomStudy, type XnatSandboxOptions } from "@scanferry/sandbox";
import { describe, expect, it } from "vitest";
import { inTerminal, terminalMissing } from "./helpers/in-terminal.js";
import { results } from "./helpers/pulled.js";
import { runHere } from "./helpers/run-here.js";
import { noXnatLogin, startXnat, type Xnat } from "./helpers/xnat.js";

const options: XnatSandboxOptions = {
  users: [
    { username: "admin", password: "All-Pass-word-1" },
    { username: "ada", password: "Own-Pass-word-1", owns: ["P"] },
  ],
  projects: [
    { id: "P", subjects: ["S1"] },
    { id: "Q", subjects: 0 },
  ],
  prearchive: [
    { project: "P", subject: "S1", name: "S1_MR1" },
    { project: "P", subject: "S2", name: "S2_MR1" },
    { project: "P", subject: "S4", name: "S4_MR1", status: "RECEIVING" },
    { subject: "S3", name: "S3_MR1" },
  ],
};
const ada = { XNAT_USER: "ada", XNAT_PASS: "Own-Pass-word-1" };
const run = (xnat: Xnat, ...args: string[]) => runHere(["xnat", "prearchive", ...args, "--json"], xnat.env);
const asAda = (xnat: Xnat, ...args: string[]) => runHere(args, { ...xnat.env, ...ada });
const url = (xnat: Xnat, name: string): string =>
  xnat.sandbox.state.xnat.prearchive.list().find((one) => one.name === name)?.url ?? "";
const waiting = (xnat: Xnat): string[] =>
  xnat.sandbox.state.xnat.prearchive.list().map(({ project, name }) => `${project}/${name}`);

// The first call loads the program from its sources, which takes long on a machine that is at work.
describe("xnat prearchive", { timeout: 90_000 }, () => {
  it("lists what waits, also what no project claimed, to who may see it", async () => {
    const xnat = await startXnat(options);
    const all = await run(xnat, "ls");
    expect(all.code).toBe(0);
    expect(all.records).toContainEqual(
      expect.objectContaining({
        type: "prearchive",
        id: "S3/S3_MR1",
        label: "S3_MR1",
        project: "Unassigned",
        status: "READY",
        uri: url(xnat, "S3_MR1"),
      }),
    );
    expect((await run(xnat, "ls", "--unassigned")).records).toHaveLength(1);
    expect((await run(xnat, "ls", "--project", "P", "--status", "receiving")).records).toMatchObject([
      { label: "S4_MR1" },
    ]);
    expect((await run(xnat, "ls", "--status", "_READY,QUEUED_MOVING")).code).toBe(0);
    expect((await run(xnat, "ls", "--status", "FOO")).code).toBe(2);
    expect((await run(xnat, "ls", "--project", "Q", "--error-if-empty")).code).toBe(9);
    expect((await run(xnat, "ls", "--project", "Q", "--unassigned")).code).toBe(2);
    const unseen = await asAda(xnat, "xnat", "prearchive", "ls", "--unassigned");
    expect([unseen.code, unseen.stdout]).toEqual([4, ""]);
    expect(unseen.stderr).toMatch(/ask an administrator/);
  });

  it("shows a session that waits with its scans, and one that is still received without them", async () => {
    const xnat = await startXnat(options);
    const tree = join(xnat.folder, "dicomdir");
    await writePhantomStudy(tree, { subjects: ["007"], sessions: ["pre"], slices: 1, sizeVoxels: 8 });
    expect((await runHere(["xnat", "push", tree, "--project", "P"], xnat.env)).code).toBe(0);
    const { code, records } = await run(xnat, "show", "007_pre");
    expect([code, records[0]]).toEqual([
      0,
      expect.objectContaining({ type: "prearchive", label: "007_pre" }),
    ]);
    expect(records.slice(1)).toMatchObject([
      { type: "scan", id: "1", seriesDescription: "AAHEAD_SCOUT" },
      { type: "scan", id: "2", seriesDescription: "T1-MPRAGE" },
      { type: "scan", id: "3", seriesDescription: "T2_FLAIR" },
    ]);
    const waits = await runHere(["xnat", "prearchive", "show", "S4_MR1"], xnat.env);
    expect([waits.code, waits.stdout]).toEqual([0, expect.stringContaining("RECEIVING")]);
    expect((await run(xnat, "show", "nobody")).code).toBe(5);
  });

  it("archives by a table: -n shows old → new, a session that no project claimed is moved first", async () => {
    const xnat = await startXnat(options);
    writeFileSync(
      join(xnat.folder, "corrections.csv"),
      `old,project,subject,session\nS2_MR1,,S7,S7_pre\n${url(xnat, "S3_MR1")},Q,,\nnobody,,,x\n`,
    );
    const args = ["archive", "--table", join(xnat.folder, "corrections.csv")];
    const planned = await run(xnat, ...args, "-n");
    expect(planned.code).toBe(5);
    expect(results(planned.records)).toMatchObject([
      { id: "S2/S2_MR1", action: "archive", status: "planned", note: "P/S2/S2_MR1 → P/S7/S7_pre" },
      { id: "S3/S3_MR1", status: "planned", note: expect.stringContaining("moved first") as string },
      { id: "nobody", status: "failed", error: { code: "remote/not-found" } },
    ]);
    expect(waiting(xnat)).toHaveLength(4);
    const done = await run(xnat, ...args);
    expect(done.code).toBe(5);
    expect(results(done.records).map(({ status, target }) => [status, target])).toEqual([
      ["done", "/data/archive/projects/P/subjects/S7/experiments/S7_pre"],
      ["done", "/data/archive/projects/Q/subjects/S3/experiments/S3_MR1"],
      ["failed", ""],
    ]);
    expect(done.records.at(-1)).toMatchObject({ type: "summary", done: 2, failed: 1 });
    expect(waiting(xnat)).toEqual(["P/S1_MR1", "P/S4_MR1"]);
    // Run again, as after a stop in the middle.
    for (const extra of [["-n"], []]) {
      const again = await run(xnat, ...args, ...extra);
      expect(results(again.records)).toMatchObject([
        { status: "unchanged", note: expect.stringContaining("not proven") as string },
        { status: "unchanged", target: "/data/projects/Q/experiments/S3_MR1" },
        { id: "nobody", status: "failed", error: { code: "remote/not-found" } },
      ]);
    }
  });

  it("refuses the second of two that would get one label, with -n too", async () => {
    const xnat = await startXnat(options);
    const table = join(xnat.folder, "one.csv");
    writeFileSync(table, "old,project,subject,session\nS1_MR1,P,S8,COL\nS2_MR1,P,S9,COL\n");
    const { code, records } = await run(xnat, "archive", "--table", table, "-n");
    expect(code).toBe(2);
    expect(results(records)).toMatchObject([
      { status: "planned" },
      { status: "failed", error: { code: "input/invalid" } },
    ]);
    expect(waiting(xnat)).toHaveLength(4);
  });

  it.each([
    ["no session", []],
    ["a table beside names", ["S1_MR1", "--table", "t.csv"]],
    ["one label for two", ["S1_MR1", "S2_MR1", "--session", "X"]],
    ["a table whose columns have no names", ["--table", "wrong.csv"]],
    ["a time that is none", ["S2_MR1", "--wait", "soon"]],
  ])("ends with 2 for %s, and changes nothing", async (_, args) => {
    const xnat = await startXnat(options);
    const table = join(xnat.folder, "wrong.csv");
    writeFileSync(table, "a,b\n1,2\n");
    const named = args.map((word) => (word === "wrong.csv" ? table : word));
    expect((await run(xnat, "archive", ...named)).code).toBe(2);
    expect(waiting(xnat)).toHaveLength(4);
  });

  it("shows the server's reason of a conflict, and goes past it as it is told", async () => {
    const xnat = await startXnat(options);
    const refused = await run(xnat, "archive", "S1_MR1");
    expect(refused.code).toBe(7);
    expect(results(refused.records)).toMatchObject([{ error: { code: "remote/exists" } }]);
    expect(JSON.stringify(refused.records)).toContain("retry with overwrite enabled");
    const skipped = await run(xnat, "archive", "S1_MR1", "--on-conflict", "skip");
    expect([skipped.code, results(skipped.records)[0]?.["status"]]).toEqual([0, "skipped"]);
    // Replacing takes scans away: it is asked for, or refused before anything is sent.
    for (const how of [
      ["--overwrite", "delete"],
      ["--on-conflict", "overwrite"],
    ]) {
      const unasked = await run(xnat, "archive", "S1_MR1", ...how);
      expect(unasked.code).toBe(2);
      expect(waiting(xnat)).toContain("P/S1_MR1");
    }
    const added = await run(xnat, "archive", "S1_MR1", "--on-conflict", "append");
    expect([added.code, results(added.records)[0]?.["status"]]).toEqual([0, "done"]);
    xnat.sandbox.state.xnat.prearchive.add({ project: "P", subject: "S1", name: "S1_MR1" });
    const replaced = await run(xnat, "archive", "S1_MR1", "--overwrite", "delete", "--yes");
    expect(replaced.code).toBe(0);
    expect(waiting(xnat)).not.toContain("P/S1_MR1");
  });

  it.skipIf(terminalMissing.skip)(`asks in a terminal${terminalMissing.reason}`, async () => {
    const xnat = await startXnat(options);
    const env = { ...noXnatLogin, ...xnat.env };
    const asked = await inTerminal(
      ["xnat", "prearchive", "archive", "S1_MR1"],
      [[/append its new scans, overwrite what is there, or skip it\? \[skip\]:/, "append"]],
      { cwd: xnat.folder, env },
    );
    expect(asked.code).toBe(0);
    expect(asked.screen).toContain("retry with overwrite enabled");
    const kept = await inTerminal(["xnat", "prearchive", "rm", "S2_MR1"], [[/\(y\/N\)/, "n"]], {
      cwd: xnat.folder,
      env,
    });
    expect(kept.code).toBe(130);
    expect(waiting(xnat)).toEqual(["P/S2_MR1", "P/S4_MR1", "Unassigned/S3_MR1"]);
  });

  it("moves, rebuilds, commits and deletes, with -n none of it", async () => {
    const xnat = await startXnat(options);
    for (const args of [
      ["move", "S3_MR1", "--to", "Q"],
      ["rebuild", "S2_MR1"],
      ["commit", "S4_MR1"],
      ["rm", "S1_MR1"],
    ])
      expect(results((await run(xnat, ...args, "-n")).records)).toMatchObject([{ status: "planned" }]);
    expect(waiting(xnat)).toHaveLength(4);
    expect(results((await run(xnat, "move", "S3_MR1", "--to", "Q")).records)).toMatchObject([
      {
        action: "move",
        status: "done",
        target: expect.stringContaining("/prearchive/projects/Q/") as string,
      },
    ]);
    expect(results((await run(xnat, "move", "S3_MR1", "--to", "Q")).records)).toMatchObject([
      { status: "unchanged" },
    ]);
    expect((await run(xnat, "move", "S3_MR1", "--to", "NOPE")).code).toBe(5);
    expect(results((await run(xnat, "rebuild", "S2_MR1")).records)).toMatchObject([{ note: "is READY" }]);
    expect(results((await run(xnat, "commit", "S4_MR1", "--no-archive")).records)).toMatchObject([
      { status: "done", note: "is READY" },
    ]);
    expect(results((await run(xnat, "commit", "S4_MR1")).records)).toMatchObject([
      { target: "/data/archive/projects/P/subjects/S4/experiments/S4_MR1", note: "archived" },
    ]);
    expect((await run(xnat, "rm", "S1_MR1")).code).toBe(2);
    expect((await run(xnat, "rm", "S1_MR1", "S2_MR1", "--yes")).records.at(-1)).toMatchObject({ done: 2 });
    expect(waiting(xnat)).toEqual(["Q/S3_MR1"]);
  });

  it("asks before a commit replaces the archive's session, as a project with the prearchive code 5 does", async () => {
    const prearchive = [{ project: "P", subject: "S1", name: "S1_MR1", autoarchive: "AutoArchiveOverwrite" }];
    const xnat = await startXnat({
      projects: [{ id: "P", subjects: ["S1"], prearchiveCode: 5 }],
      prearchive,
    });
    const commit = ["commit", "S1_MR1"];
    expect(results((await run(xnat, ...commit, "-n")).records)).toMatchObject([
      { status: "planned", note: "is READY; the archive's session is replaced" },
    ]);
    expect((await run(xnat, ...commit)).code).toBe(2);
    expect(results((await run(xnat, ...commit, "--no-archive")).records)).toMatchObject([
      { note: "is READY" },
    ]);
    expect(waiting(xnat)).toEqual(["P/S1_MR1"]);
    expect(results((await run(xnat, ...commit, "--yes")).records)).toMatchObject([{ note: "archived" }]);
  });

  it("ends with 4, 5 and 6 for what may not be, is not there or there twice, and takes too long", async () => {
    const xnat = await startXnat(options);
    xnat.sandbox.state.xnat.prearchive.add({ project: "Q", subject: "S2", name: "S2_MR1" });
    const twice = await run(xnat, "archive", "S2_MR1");
    expect([twice.code, results(twice.records)[0]?.["error"]]).toMatchObject([
      5,
      { code: "remote/ambiguous" },
    ]);
    expect((await run(xnat, "rm", "nobody", "--yes")).code).toBe(5);
    const late = await run(xnat, "archive", "S4_MR1", "--wait", "1s");
    expect(late.code).toBe(6);
    expect(late.stderr).toContain("RECEIVING");
    const theirs = await asAda(xnat, "xnat", "prearchive", "move", "S1_MR1", "--to", "Q", "--json");
    expect(theirs.code).toBe(4);
  });
});

describe("data that were sent without a project's name", () => {
  it("are named by find and doctor, with the command that brings them to their project", async () => {
    const xnat = await startXnat(options);
    const found = await runHere(["xnat", "find", "S3"], xnat.env);
    expect(found.code).toBe(0);
    const command = `scanferry xnat prearchive move ${url(xnat, "S3_MR1")} --to PROJECT`;
    expect(found.stderr).toContain(command);
    const doctor = await runHere(["doctor", "--json"], xnat.env);
    expect(doctor.records).toContainEqual(
      expect.objectContaining({ id: "xnat-unassigned", status: "warning" }),
    );
    const words = command.replace("PROJECT", "P").split(" ").slice(1);
    expect((await runHere(words, xnat.env)).code).toBe(0);
    expect(waiting(xnat)).toContain("P/S3_MR1");
    expect((await run(xnat, "archive", "S3_MR1")).code).toBe(0);
    expect((await runHere(["xnat", "find", "S3"], xnat.env)).stderr).toContain("scanferry xnat pull P/S3");
  });

  it("are told of to who cannot see them, with whom to ask", async () => {
    const xnat = await startXnat(options);
    const found = await asAda(xnat, "xnat", "find", "S3");
    expect(found.code).toBe(5);
    expect(found.stderr).toMatch(/ask an administrator/);
    const doctor = await asAda(xnat, "doctor", "--json");
    expect(doctor.records).toContainEqual(
      expect.objectContaining({
        id: "xnat-unassigned",
        status: "ok",
        hint: expect.stringContaining("Unassigned") as string,
      }),
    );
  });
});
