import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTerminal, terminalMissing } from "./helpers/in-terminal.js";
import { startXnat } from "./helpers/xnat.js";

describe("xnat ls", () => {
  it("prints records with a type, an id, a label and an address, whatever is listed", async () => {
    const xnat = await startXnat();
    const levels = [
      [[], "project"],
      [["SANDBOX"], "subject"],
      [["SANDBOX/002"], "experiment"],
      [["SANDBOX/002/002_MR1"], "scan"],
      [["SANDBOX/002/002_MR1/3-MR1"], "resource"],
      [["SANDBOX/002/002_MR1/3-MR1/DICOM"], "file"],
      [["SANDBOX", "--type", "experiment"], "experiment"],
      [["SANDBOX/002", "--type", "file"], "file"],
    ] as const;
    for (const [args, type] of levels) {
      const { code, records, stdout } = await xnat.run(["xnat", "ls", ...args, "--json"]);
      expect(code, args.join(" ")).toBe(0);
      expect(records.length, args.join(" ")).toBeGreaterThan(0);
      expect(stdout.trim().split("\n")).toHaveLength(records.length);
      const text = expect.any(String) as string;
      for (const record of records)
        expect(record).toMatchObject({
          type,
          id: text,
          label: text,
          uri: expect.stringMatching(/^\/data\//) as string,
        });
    }
  });

  it("prints lines for people, with where a thing lies as far as the path leaves it open", async () => {
    const xnat = await startXnat();
    const lines = async (...args: string[]): Promise<string[][]> => {
      const { stdout } = await xnat.run(["xnat", "ls", ...args]);
      return stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split("\t"));
    };
    expect((await lines())[0]?.slice(0, 2)).toEqual(["SANDBOX", "private"]);
    expect((await lines("SANDBOX")).map(([label]) => label).sort()).toEqual(["002", "S1", "S3"]);
    expect(await lines("SANDBOX/002/002_MR1")).toContainEqual(["3-MR1", "DTI", "dti_64", "usable"]);
    expect(await lines("SANDBOX", "--type", "scan", "--subjects", "002", "--scans", "t1*")).toEqual([
      ["002", "002_MR1", "1", "T1w MPRAGE", "t1_mprage_sag", "usable"],
    ]);
    const resources = await lines("SANDBOX/002/002_MR1", "--type", "resource", "--resources", "nif*");
    expect(resources.map(([scan, label]) => [scan, label])).toEqual([
      ["1", "NIFTI"],
      ["2", "NIFTI"],
      ["3-MR1", "NIFTI"],
    ]);
  });

  it("names resources and files of projects and subjects too, as a pull brings them", async () => {
    const owned = { projectResources: ["DOCS"], subjectResources: ["CONSENT"], sessionResources: ["PHYS"] };
    const project = { id: "P", subjects: ["A", "B"], scans: 1, resources: ["DICOM"], ...owned };
    const xnat = await startXnat({ projects: [project] });
    const owners = async (...args: string[]): Promise<unknown[]> =>
      (await xnat.run(["xnat", "ls", "P", ...args, "--json"])).records
        .map(({ subject, session, label }) => [subject, session, label].join("/"))
        .sort();
    expect(await owners("--type", "resource")).toEqual([
      "//DOCS",
      "A//CONSENT",
      "A/A_MR1/DICOM",
      "A/A_MR1/PHYS",
      "B//CONSENT",
      "B/B_MR1/DICOM",
      "B/B_MR1/PHYS",
    ]);
    const some = await owners("--type", "resource", "--subjects", "B", "--resources", "consent,docs");
    expect(some).toEqual(["B//CONSENT"]);
    const planned = await xnat.run(["xnat", "pull", "P", "-n", "--json"]);
    const items = planned.records.filter(({ type }) => type === "result");
    expect(await owners("--type", "file")).toHaveLength(items.length);
    expect(await owners("--type", "resource", "--sessions", "A_MR1")).toEqual([
      "A/A_MR1/DICOM",
      "A/A_MR1/PHYS",
    ]);
  });

  it("writes a list of labels that --subjects-from takes, and a CSV of several fields", async () => {
    const xnat = await startXnat();
    const labels = await xnat.run(["xnat", "ls", "SANDBOX", "--fields", "label"]);
    expect(labels.stdout.split("\n").sort()).toEqual(["", "002", "S1", "S3"]);
    writeFileSync(join(xnat.folder, "list.txt"), labels.stdout);
    const listed = await xnat.run(["xnat", "ls", "SANDBOX", "--subjects-from", "list.txt", "--json"]);
    expect(listed.records).toHaveLength(3);
    const table = await xnat.run(["xnat", "ls", "SANDBOX", "--fields", "label,id,project"]);
    const [head, ...rows] = table.stdout.trimEnd().split("\n");
    expect(head).toBe("label,id,project");
    expect(rows).toContainEqual(expect.stringMatching(/^002,XNAT_S\d+,SANDBOX$/));
    writeFileSync(join(xnat.folder, "table.csv"), table.stdout);
    const again = ["xnat", "ls", "SANDBOX", "--type", "experiment", "--subjects-from", "table.csv", "--json"];
    expect((await xnat.run(again)).records).toHaveLength(3);
    const wrong = await xnat.run(["xnat", "ls", "SANDBOX", "--fields", "lable"]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("label");
  });

  it("keeps commas in the cells of a CSV, and reads server fields by their own names", async () => {
    const xnat = await startXnat();
    const { stdout } = await xnat.run([
      "xnat",
      "ls",
      "SANDBOX/S1/S1_MR1",
      "--fields",
      "ID,scanType,series_description",
    ]);
    expect(stdout).toContain('\n2,"Resting, eyes open/closed",rest bold\n');
  });

  it("names subjects of a list that the server does not have, and lists the others", async () => {
    const xnat = await startXnat();
    const args = ["xnat", "ls", "SANDBOX", "--subjects", "2,S1,S9"];
    // 002 is there, and may be somebody else.
    const { code, stdout, stderr } = await xnat.run(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^S1\t/);
    expect(stderr).toMatch(/leading zeros alone\. id=2 label=002/);
    expect(stderr).toMatch(/not on the server\. id=S9/);
    const { records } = await xnat.run([...args, "--json"]);
    expect(records.filter(({ type }) => type === "warning").map(({ id }) => id)).toEqual(["2", "S9"]);
  });

  it("shows with --recent what came last, the newest first", async () => {
    const subjects = ["2026-01-02", "2026-03-04", "2025-12-31"].map((day, index) => ({
      label: `S${String(index)}`,
      inserted: `${day}T10:00:00Z`,
    }));
    const xnat = await startXnat({ projects: [{ id: "P", subjects }] });
    const { stdout } = await xnat.run(["xnat", "ls", "P", "--recent", "--fields", "label"]);
    expect(stdout).toBe("S1\nS0\nS2\n");
    const since = await xnat.run(["xnat", "ls", "P", "--since", "2026-01-02", "--fields", "label"]);
    expect(since.stdout.split("\n").sort()).toEqual(["", "S0", "S1"]);
  });

  it("says that a list is empty, and ends with 9 on request", async () => {
    const xnat = await startXnat({ projects: [{ id: "EMPTY", subjects: 0 }] });
    const { code, stdout, stderr } = await xnat.run(["xnat", "ls", "EMPTY"]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("lists no subject");
    expect((await xnat.run(["xnat", "ls", "EMPTY", "--error-if-empty"])).code).toBe(9);
  });

  it.each([
    ["a filter that it would have to pass over", ["SANDBOX", "--scans", "t1*"], "--scans"],
    ["subjects in a list of projects", ["--subjects", "S1"], "--subjects"],
    ["subjects within one subject", ["SANDBOX/S1", "--subjects", "S1"], "--subjects"],
    ["a kind that lies above the path", ["SANDBOX/S1", "--type", "subject"], "subject"],
    ["subjects of no project", ["--type", "subject"], "PROJECT"],
    ["an empty part of the path", ["SANDBOX//S1"], "path"],
    ["fields of records", ["--fields", "id", "--json"], "--fields"],
    ["a column without a file", ["SANDBOX", "--column", "MRN"], "--subjects-from"],
    ["a moment, which XNAT cannot tell", ["SANDBOX", "--since", "2026-01-31T08:00:00Z"], "day"],
    ["days in the wrong order", ["SANDBOX", "--type", "scan", "--date", "2026-02-01..2026-01-01"], "--date"],
  ])("refuses %s before it asks anybody", async (_, args, told) => {
    const xnat = await startXnat();
    const { code, stderr } = await xnat.run(["xnat", "ls", ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(told);
    expect(xnat.sandbox.log.entries).toEqual([]);
  });

  it("ends with 5 for a place that does not exist, and with 4 for one that the account may not see", async () => {
    const xnat = await startXnat({
      users: [{ username: "anna", password: "Ann4-Pass-word", admin: false, member: ["MINE"] }],
      projects: [{ id: "MINE" }, { id: "THEIRS" }],
    });
    expect((await xnat.run(["xnat", "ls", "NONE"])).code).toBe(5);
    expect((await xnat.run(["xnat", "ls", "MINE/S9"])).code).toBe(5);
    const refused = await xnat.run(["xnat", "ls", "THEIRS"]);
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain("[auth/forbidden]");
    expect(refused.stderr).toContain(`${xnat.url}/`);
  });

  it("asks nothing more when its reader goes away", async () => {
    const xnat = await startXnat({ projects: [{ id: "P", subjects: 40 }] });
    const { code, stderr } = await xnat.run(["xnat", "ls", "P", "--type", "scan"], {
      onSpawn: (child) => child.stdout?.once("data", () => child.stdout?.destroy()),
    });
    expect(code).toBe(0);
    expect(stderr).toBe("");
    // One request per session, had it gone on.
    expect(xnat.sandbox.log.find("GET", /\/scans$/).length).toBeLessThan(20);
  });
});

describe("an account of an authentication provider", () => {
  it("logs in by --provider, or by its name before the user's", async () => {
    const xnat = await startXnat({
      users: [{ username: "ada", password: "Ad4-Pass-word", provider: "ldap1" }],
    });
    const run = (username: string, ...more: string[]) =>
      xnat.run(["xnat", "ls", ...more], { env: { XNAT_USER: username } });
    expect((await run("ada", "--provider", "ldap1")).code).toBe(0);
    expect((await run("ldap1/ada")).code).toBe(0);
    expect((await run("ada")).code).toBe(4);
    expect((await run("ldap1/ada", "--provider", "other")).code).toBe(2);
  });
});

describe.skipIf(terminalMissing.skip)(`xnat ls in a terminal${terminalMissing.reason}`, () => {
  it("lays rows out under a head line", async () => {
    const xnat = await startXnat();
    const { code, screen } = await inTerminal(["xnat", "ls", "SANDBOX/S1/S1_MR1"], [], {
      cwd: xnat.folder,
      env: xnat.env,
    });
    expect(code).toBe(0);
    const lines = screen.split(/\r?\n/).filter((line) => line.trim() !== "");
    expect(lines[0]).toMatch(/^SCAN +TYPE +SERIES +QUALITY$/);
    expect(lines[3]).toMatch(/^3-MR1 +DTI +dti_64 +usable$/);
    const column = lines[0]?.indexOf("SERIES") ?? -1;
    for (const [line, series] of [
      [lines[1], "t1_mprage_sag"],
      [lines[3], "dti_64"],
    ])
      expect(line?.indexOf(series ?? "")).toBe(column);
  });
});
