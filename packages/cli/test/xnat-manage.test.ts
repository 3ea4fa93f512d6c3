import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { results } from "./helpers/pulled.js";
import { runHere } from "./helpers/run-here.js";
import { startXnat, type Xnat } from "./helpers/xnat.js";

const options = {
  users: [
    { username: "admin", password: "All-Pass-word-1" },
    { username: "ada", password: "Own-Pass-word-1", owns: ["P"], collaborator: ["Q"] },
  ],
  projects: [
    { id: "P", subjects: 0 },
    { id: "Q", subjects: 0 },
  ],
};
const ada = { XNAT_USER: "ada", XNAT_PASS: "Own-Pass-word-1" };
const asAda = (xnat: Xnat, ...args: string[]) => runHere(args, { ...xnat.env, ...ada });
/** Runs a command and gives its exit code with the status of its one result. */
async function ends(xnat: Xnat, ...args: string[]): Promise<[number | null, unknown]> {
  const { code, records } = await runHere(["xnat", ...args, "--json"], xnat.env);
  const [result] = results(records);
  return [code, result?.["status"] ?? records[0]?.["code"]];
}

// The first call loads the program from its sources, which takes long on a machine that is at work.
describe("xnat project", { timeout: 90_000 }, () => {
  it("create makes one, leaves it alone, and changes it only when told so", async () => {
    const xnat = await startXnat(options);
    const words = [
      "--title",
      "Tics & tremor",
      "--running-title",
      "tics",
      "--keywords",
      "a b",
      "--pi",
      "Ada King",
    ];
    const create = ["project", "create", "NEW", ...words, "--access", "private"];
    expect(await ends(xnat, ...create, "-n")).toEqual([0, "planned"]);
    expect(xnat.sandbox.state.xnat.projects()).not.toContain("NEW");
    expect(await ends(xnat, ...create)).toEqual([0, "done"]);
    expect(await ends(xnat, ...create)).toEqual([0, "unchanged"]);
    expect(await ends(xnat, "project", "create", "NEW", "--title", "Other")).toEqual([7, "failed"]);
    const shown = await runHere(["xnat", "project", "show", "NEW", "--json"], xnat.env);
    expect(shown.records).toMatchObject([
      {
        type: "project",
        id: "NEW",
        accessibility: "private",
        prearchiveCode: 4,
        fields: { name: "Tics & tremor", secondary_ID: "tics", lastname: "King" },
      },
    ]);
    expect(await ends(xnat, "project", "create", "NEW", "--title", "Other", "--update")).toEqual([0, "done"]);
    expect((await runHere(["xnat", "project", "show", "NEW"], xnat.env)).stdout).toMatch(/^name\tOther$/m);
    expect(await ends(xnat, "project", "create", "two words")).toEqual([2, "failed"]);
    expect(await ends(xnat, "project", "create", "X", "--pi", "Ada")).toEqual([2, "input/invalid"]);
    expect(await ends(xnat, "project", "show", "NOPE")).toEqual([5, "remote/not-found"]);
  });

  it("prearchive-code and anon show and set, for a project and for the site", async () => {
    const xnat = await startXnat(options);
    const code = ["project", "prearchive-code", "P"];
    expect((await runHere(["xnat", ...code], xnat.env)).stdout).toMatch(/^4\t/);
    expect(await ends(xnat, ...code, "0", "-n")).toEqual([0, "planned"]);
    expect(await ends(xnat, ...code, "0")).toEqual([0, "done"]);
    expect(await ends(xnat, ...code, "0")).toEqual([0, "unchanged"]);
    expect((await xnat.run(["xnat", ...code, "3"])).code).toBe(2);
    const anon = ["project", "anon"];
    const file = join(xnat.folder, "script.das");
    writeFileSync(file, 'version "6.1"\n(0010,0010) := "x"\n');
    expect(await ends(xnat, ...anon, "enable", "P", "-n")).toEqual([2, "failed"]);
    expect(await ends(xnat, ...anon, "enable", "P")).toEqual([2, "failed"]);
    // A setting has no bytes, and the sentence at the end speaks of none.
    const said = await runHere(["xnat", ...code, "0"], xnat.env);
    expect(said.stderr).toMatch(/^1 unchanged · [^·]*$/m);
    expect(await ends(xnat, ...anon, "set", "P", "--file", file, "-n")).toEqual([0, "planned"]);
    expect(await ends(xnat, ...anon, "set", "P", "--file", file)).toEqual([0, "done"]);
    expect(await ends(xnat, ...anon, "enable", "P")).toEqual([0, "done"]);
    const shown = await runHere(["xnat", ...anon, "show", "P"], xnat.env);
    expect(shown.stdout).toBe(readFileSync(file, "utf8"));
    expect(shown.stderr).toContain("It runs");
    expect(await ends(xnat, ...anon, "disable", "--site")).toEqual([0, "done"]);
    expect((await runHere(["xnat", ...anon, "show", "--site", "--json"], xnat.env)).records).toMatchObject([
      { type: "anon-script", project: null, enabled: false },
    ]);
    expect(await ends(xnat, ...anon, "show")).toEqual([2, "input/invalid"]);
    const refused = await asAda(xnat, "xnat", ...anon, "enable", "--site", "--json");
    expect(refused.code).toBe(4);
  });
});

describe("xnat subject, experiment and scan", () => {
  it("create makes them, several at once, and show shows them", async () => {
    const xnat = await startXnat(options);
    const made = await asAda(
      xnat,
      "xnat",
      "subject",
      "create",
      "P/S1",
      "P/S 2",
      "P/S3",
      "--gender",
      "female",
      "--yob",
      "1987",
      "--json",
    );
    expect(made.code).toBe(2);
    expect(results(made.records).map(({ status }) => status)).toEqual(["done", "failed", "done"]);
    const custom = ["subject", "create", "P/S1", "--field", "cohort=A", "--update"];
    expect(await ends(xnat, ...custom)).toEqual([0, "done"]);
    expect((await runHere(["xnat", "subject", "show", "P/S1", "--json"], xnat.env)).records).toMatchObject([
      { type: "subject", label: "S1", fields: { gender: "female", yob: "1987", cohort: "A" } },
    ]);
    expect(await ends(xnat, "experiment", "create", "P/S1/S1_MR1", "--date", "2026-01-31")).toEqual([
      0,
      "done",
    ]);
    expect(await ends(xnat, "session", "create", "P/S1/S1_MR1")).toEqual([0, "unchanged"]);
    expect(await ends(xnat, "experiment", "create", "P/S3/S1_MR1")).toEqual([7, "failed"]);
    expect(await ends(xnat, "scan", "create", "P/S1/S1_MR1/3", "--type", "T1w")).toEqual([0, "done"]);
    expect(
      (await runHere(["xnat", "scan", "show", "P/S1/S1_MR1/3", "--json"], xnat.env)).records,
    ).toMatchObject([{ type: "scan", id: "3", xsiType: "xnat:mrScanData", fields: { type: "T1w" } }]);
    expect((await runHere(["xnat", "experiment", "show", "P/S1/S1_MR1"], xnat.env)).stdout).toMatch(
      /^scans\t1$/m,
    );
    expect(await ends(xnat, "scan", "create", "P/S1/S1_MR1")).toEqual([2, "input/invalid"]);
    const theirs = await asAda(xnat, "xnat", "subject", "create", "Q/S1", "--json");
    expect([theirs.code, results(theirs.records)[0]?.["error"]]).toMatchObject([
      4,
      { code: "auth/forbidden" },
    ]);
  });
});
