import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { closedPort } from "./helpers/closed-port.js";
import { results, tree } from "./helpers/pulled.js";
import { startXnat, type Xnat } from "./helpers/xnat.js";

const pull = ["xnat", "pull", "SANDBOX/S1", "-o", "out", "--json", "--retries", "1"];
const scan = "SANDBOX/S1/S1_MR1/1/DICOM";

/** The paths of the files of one scan, as the server has them. */
function filesOf(xnat: Xnat): string[] {
  return xnat.sandbox.state.xnat.files(scan).map(({ path }) => path);
}

/** A file of that scan; the other scans have files of the same name. */
function onlyOf(name: string): RegExp {
  return new RegExp(`/scans/1/resources/.*/files/${name}$`);
}

/** The ids of the items that failed. */
function failedIds(records: readonly Record<string, unknown>[]): string[] {
  return results(records)
    .filter(({ status }) => status === "failed")
    .map(({ id }) => String(id))
    .sort();
}

/** What stands under its real name must be as the server has it. */
async function expectWholeFiles(xnat: Xnat): Promise<void> {
  const folder = join(xnat.folder, "out");
  for (const target of tree(folder).filter((path) => !/\.part(\.json)?$/.test(path))) {
    const [, subject, session, , series = "", , resource, , ...path] = ["", ...target.split("/")];
    const id = /^(3-MR1|\d+)/.exec(series)?.[0] ?? "";
    const resourcePath = `SANDBOX/${subject ?? ""}/${session ?? ""}/${id}/${resource ?? ""}`;
    const bytes = await xnat.sandbox.state.xnat.fileBytes(resourcePath, path.join("/"));
    expect(readFileSync(join(folder, target)).equals(bytes), target).toBe(true);
  }
}

describe("xnat pull ends with", () => {
  it("1 when the output folder cannot be", async () => {
    const xnat = await startXnat();
    writeFileSync(join(xnat.folder, "file"), "");
    const { code, stderr } = await xnat.run(["xnat", "pull", "SANDBOX", "-o", "file/out"]);
    expect(stderr).toContain("[local/denied]");
    expect(code).toBe(1);
    expect(xnat.sandbox.log.entries).toEqual([]);
  });

  it.each([
    ["a path with too many parts", ["P/S/E/1/DICOM/a.dcm"]],
    ["a path that ends before its resource", ["P/resources"]],
    ["no path", []],
    ["a form that is none", ["P", "--as", "tar"]],
    ["a day that is none", ["P", "--since", "2026-02-30"]],
    ["--no-resume, which it does not know", ["P", "--no-resume"]],
    ["more at once than is good", ["P", "-j", "65"]],
    ["subjects of one subject", ["P/S", "--subjects", "S"]],
    ["scans of one scan", ["P/S/E/1", "--scans", "1"]],
    ["an empty list", ["P", "--resources", ","]],
  ])("2 for %s", async (_, args) => {
    const xnat = await startXnat();
    const { code, records } = await xnat.run(["xnat", "pull", "--json", ...args]);
    expect(code).toBe(2);
    expect(records).toEqual([expect.objectContaining({ type: "error", code: "input/invalid" })]);
    expect(xnat.sandbox.log.entries).toEqual([]);
  });

  it("2 for a list whose column does not exist, before anybody logs in", async () => {
    const xnat = await startXnat();
    writeFileSync(join(xnat.folder, "list.csv"), "Project,Subject\nSANDBOX,S1\n");
    const args = ["--subjects-from", "list.csv", "--column", "MRN", "--json"];
    const { code, records } = await xnat.run(["xnat", "pull", "SANDBOX", ...args]);
    expect(code).toBe(2);
    expect(records).toMatchObject([{ code: "input/invalid" }]);
    expect(xnat.sandbox.log.entries).toEqual([]);
  });

  it("3 when files failed for different reasons; the others are there, and the next run brings the rest", async () => {
    const xnat = await startXnat();
    const [gone = "", broken = ""] = filesOf(xnat);
    xnat.sandbox.state.xnat.removeFile(scan, gone);
    const one = xnat.sandbox.faults.add({
      kind: "status",
      status: 500,
      path: onlyOf(broken),
      times: 99,
    });
    const all = xnat.sandbox.faults.add({ kind: "status", status: 500, query: "format=zip", times: 99 });
    const { code, records } = await xnat.run(pull);
    expect(code).toBe(3);
    expect(failedIds(records)).toEqual([`${scan}/${gone}`, `${scan}/${broken}`].sort());
    expect(records.at(-1)).toMatchObject({ type: "summary", done: 10, failed: 2 });
    await expectWholeFiles(xnat);
    xnat.sandbox.state.xnat.restoreFile(scan, gone);
    one.remove();
    all.remove();
    const again = await xnat.run(pull);
    expect(again.code).toBe(0);
    expect(again.records.at(-1)).toMatchObject({ done: 2, unchanged: 10, failed: 0 });
  });

  it("4 for a refused login, which is tried once", async () => {
    const xnat = await startXnat();
    const { code, stdout } = await xnat.run(["xnat", "pull", "SANDBOX", "-o", "out"], {
      env: { XNAT_PASS: "wrong-password-1" },
    });
    expect([code, stdout]).toEqual([4, ""]);
    expect(
      xnat.sandbox.log.find("POST", "/data/JSESSION").length +
        xnat.sandbox.log.find("GET", "/data/JSESSION").length,
    ).toBe(1);
    expect(existsSync(join(xnat.folder, "out"))).toBe(false);
  });

  it("4 for a project that the account may not read, with the page where access is requested", async () => {
    const xnat = await startXnat({
      users: [{ username: "anna", password: "Ann4-Pass-word", admin: false, member: ["MINE"] }],
      projects: [{ id: "MINE" }, { id: "THEIRS" }],
    });
    const { code, records } = await xnat.run(["xnat", "pull", "THEIRS", "-o", "out", "--json"]);
    expect(code).toBe(4);
    expect(records).toMatchObject([{ type: "error", code: "auth/forbidden" }]);
    expect(String(records[0]?.["hint"])).toContain(`${xnat.url}/`);
  });

  it("5 for files that the server lists and does not have, and for what it does not know", async () => {
    const xnat = await startXnat();
    const [gone = ""] = filesOf(xnat);
    xnat.sandbox.state.xnat.removeFile(scan, gone);
    const { code, records } = await xnat.run(pull);
    expect(code).toBe(5);
    expect(failedIds(records)).toEqual([`${scan}/${gone}`]);
    for (const path of ["NONE", "SANDBOX/S9", "SANDBOX/S1/S9_MR1", "SANDBOX/S1/S1_MR1/9"]) {
      const ended = await xnat.run(["xnat", "pull", path, "-o", "none"]);
      expect(ended.code, path).toBe(5);
      // At the end of a line or in brackets: the folder of the test is named too.
      expect(ended.stderr).toMatch(new RegExp(`[( /]${path.split("/").at(-1) ?? ""}[):]`));
    }
  });

  it("6 when the server's errors outlast the retries, when a file is silent, or nobody answers", async () => {
    const xnat = await startXnat();
    const [broken = ""] = filesOf(xnat);
    const zips = xnat.sandbox.faults.add({ kind: "status", status: 500, query: "format=zip", times: 99 });
    const path = onlyOf(broken);
    const reset = xnat.sandbox.faults.add({ kind: "reset", path, times: 99 });
    const first = await xnat.run(pull);
    expect(first.code).toBe(6);
    expect(failedIds(first.records)).toEqual([`${scan}/${broken}`]);
    reset.remove();
    xnat.sandbox.faults.add({ kind: "stall", afterBytes: 100, path, times: 99 });
    const silent = await xnat.run([...pull, "--timeout", "1s"]);
    expect(silent.code).toBe(6);
    expect(results(silent.records).filter(({ status }) => status === "failed")).toMatchObject([
      { error: { code: "net/timeout" } },
    ]);
    zips.remove();
    const nobody = `http://127.0.0.1:${String(await closedPort())}`;
    expect((await xnat.run([...pull, "--retries", "0"], { env: { XNAT_HOST: nobody } })).code).toBe(6);
  });

  it("8 when what came is not what was listed, and nothing of it stays", async () => {
    const xnat = await startXnat({ version: "1.9" });
    const [broken = ""] = filesOf(xnat);
    xnat.sandbox.faults.add({ kind: "flipByte", query: "format=zip", at: 3000, times: 99 });
    xnat.sandbox.faults.add({ kind: "flipByte", path: onlyOf(broken), times: 99 });
    const { code, records } = await xnat.run([...pull, "--on-error", "continue"]);
    expect(code).toBe(8);
    expect(failedIds(records)).toEqual([`${scan}/${broken}`]);
    await expectWholeFiles(xnat);
    expect(
      tree(join(xnat.folder, "out")).some((target) =>
        target.endsWith(`/1-T1w_MPRAGE/resources/DICOM/files/${broken}`),
      ),
    ).toBe(false);
  });

  it("8 for a name that would take another one's place; the others come, none outside the folder", async () => {
    const xnat = await startXnat({ version: "1.9" });
    for (const name of ["fine.txt", "Same.txt", "same.txt"])
      xnat.sandbox.state.xnat.addFile("SANDBOX/S1/NOTES", name, name.replace(/\.txt$/, ""));
    const { code, records } = await xnat.run(pull);
    expect(code).toBe(8);
    expect(results(records).filter(({ status }) => status === "failed")).toMatchObject([
      { error: { code: "data/unsafe-path" } },
    ]);
    expect(readdirSync(xnat.folder).sort()).toEqual(["out"]);
    expect(readFileSync(join(xnat.folder, "out/S1/resources/NOTES/files/fine.txt"), "utf8")).toBe("fine");
  });

  it("the first failure under --on-error stop", async () => {
    const xnat = await startXnat();
    const [gone = ""] = filesOf(xnat);
    xnat.sandbox.state.xnat.removeFile(scan, gone);
    const { code, records } = await xnat.run([...pull, "--on-error", "stop", "-j", "1"]);
    expect(code).toBe(5);
    expect(Number(records.at(-1)?.["done"])).toBeLessThan(11);
  });
});

describe("a session that ends in the middle of 8 workers", () => {
  it("is renewed once, and nothing fails", async () => {
    const xnat = await startXnat();
    xnat.sandbox.state.xnat.settings.latencyMs = 20;
    const { code, records } = await xnat.run(["xnat", "pull", "SANDBOX", "-o", "out", "--json", "-j", "8"], {
      onSpawn: (child) => {
        child.stdout?.once("data", () => {
          xnat.sandbox.state.xnat.expireSessions();
        });
      },
    });
    expect(code).toBe(0);
    expect(records.at(-1)).toMatchObject({ done: 36, failed: 0 });
    expect(xnat.sandbox.state.xnat.logins()).toBe(2);
  });
});
