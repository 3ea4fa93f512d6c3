import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { results, tree } from "./helpers/pulled.js";
import { startXnat, type Xnat } from "./helpers/xnat.js";

/** What a pull with these words would bring. */
async function planned(xnat: Xnat, ...args: string[]): Promise<string[]> {
  const { code, records } = await xnat.run(["xnat", "pull", ...args, "-n", "--json"]);
  expect(code, args.join(" ")).toBe(0);
  return results(records)
    .map(({ target }) => String(target))
    .sort();
}

/** Parts of paths, each once. */
function parts(paths: readonly string[], at: number): string[] {
  return [...new Set(paths.map((path) => path.split("/")[at] ?? ""))].sort();
}

describe("xnat pull", () => {
  it("chooses by path, down to one resource", async () => {
    const xnat = await startXnat();
    expect(parts(await planned(xnat, "SANDBOX/002"), 0)).toEqual(["002"]);
    expect(parts(await planned(xnat, "SANDBOX/002/002_MR1/"), 1)).toEqual(["002_MR1"]);
    expect(parts(await planned(xnat, "SANDBOX/002/002_MR1/3-MR1"), 3)).toEqual(["3-MR1-DTI"]);
    expect(parts(await planned(xnat, "SANDBOX/002/002_MR1/3-MR1/NIFTI"), 5)).toEqual(["NIFTI"]);
  });

  it("chooses scans by globs on id, type and description, and resources by label", async () => {
    const xnat = await startXnat();
    expect(parts(await planned(xnat, "SANDBOX", "--scans", "T1*,3-mr1"), 3)).toEqual([
      "1-T1w_MPRAGE",
      "3-MR1-DTI",
    ]);
    expect(parts(await planned(xnat, "SANDBOX", "--scans", "rest bold"), 3)).toEqual([
      "2-Resting__eyes_open_closed",
    ]);
    expect(parts(await planned(xnat, "SANDBOX", "--resources", "nifti"), 5)).toEqual(["NIFTI"]);
  });

  it("chooses sessions by label, kind, day of the scan and day of arrival", async () => {
    const session = (label: string, modality: string, date: string, inserted: string) => ({
      label,
      modality,
      date,
      inserted: `${inserted}T12:00:00Z`,
      scans: 1,
    });
    const sessions = [
      session("a_pre", "MR", "2026-01-10", "2026-01-11"),
      session("a_post", "MR", "2026-03-10", "2026-03-11"),
      session("a_pet", "PET", "2026-02-10", "2026-04-01"),
    ];
    const xnat = await startXnat({ projects: [{ id: "P", subjects: [{ label: "A", sessions }] }] });
    const chosen = async (...args: string[]): Promise<string[]> =>
      parts(await planned(xnat, "P", ...args), 1);
    expect(await chosen("--sessions", "*_p?e,a_pet")).toEqual(["a_pet", "a_pre"]);
    expect(await chosen("--modality", "PET")).toEqual(["a_pet"]);
    expect(await chosen("--modality", "xnat:mrSessionData")).toEqual(["a_post", "a_pre"]);
    expect(await chosen("--date", "2026-01-10..2026-02-10")).toEqual(["a_pet", "a_pre"]);
    expect(await chosen("--date", "2026-03-10")).toEqual(["a_post"]);
    expect(await chosen("--date", "2026-02-10..")).toEqual(["a_pet", "a_post"]);
    expect(await chosen("--since", "2026-03-11")).toEqual(["a_pet", "a_post"]);
  });

  it("lays files out by a name or a template", async () => {
    const xnat = await startXnat();
    const short = await planned(xnat, "SANDBOX/002", "--layout", "subject/session/series");
    expect(parts(short, 2)).toContain("1-T1w_MPRAGE");
    expect(short[0]?.split("/")).toHaveLength(4);
    const own = await planned(xnat, "SANDBOX/002", "--layout", "{subject}_{session}/{scan}-{type}");
    expect(parts(own, 0)).toEqual(["002_002_MR1"]);
    const wrong = await xnat.run(["xnat", "pull", "SANDBOX", "-n", "--layout", "{patient}"]);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("{subject}");
  });

  it("keeps the archives with --as zip, and asks for no archive with --no-zips", async () => {
    const xnat = await startXnat();
    const zips = await xnat.run([
      "xnat",
      "pull",
      "SANDBOX/S1/S1_MR1/1",
      "-o",
      "zips",
      "--as",
      "zip",
      "--json",
    ]);
    expect(zips.code).toBe(0);
    const kept = tree(join(xnat.folder, "zips"));
    expect(kept.map((path) => path.split("/").at(-1))).toEqual(["DICOM.zip", "NIFTI.zip"]);
    expect(
      readFileSync(join(xnat.folder, "zips", kept[0] ?? ""))
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
    xnat.sandbox.log.clear();
    expect((await xnat.run(["xnat", "pull", "SANDBOX/S1", "-o", "files", "--no-zips"])).code).toBe(0);
    expect(tree(join(xnat.folder, "files"))).toHaveLength(12);
    expect(xnat.sandbox.log.entries.filter(({ format }) => format === "zip")).toEqual([]);
  });

  it("names files as people do, whatever XNAT 1.6 makes of them", async () => {
    const xnat = await startXnat({ projects: [{ id: "P", subjects: ["A"], scans: 1 }] });
    const names = ["a%20b.txt", "e%23f.txt", "c+d.txt", "%C3%A9t%C3%A9.txt", "sub/x.txt", "other/x.txt"];
    for (const name of names)
      xnat.sandbox.state.xnat.addFile("P/A/A_MR1/1/NOTES", name, `content of ${name}`);
    const { code } = await xnat.run(["xnat", "pull", "P", "-o", "out", "--resources", "NOTES"]);
    expect(code).toBe(0);
    const folder = join(xnat.folder, "out/A/A_MR1/scans/1-T1w_MPRAGE/resources/NOTES/files");
    for (const name of names)
      expect(readFileSync(join(folder, decodeURIComponent(name)), "utf8")).toBe(`content of ${name}`);
  });

  it("says that nothing passes the filters, with 0, and with 9 on request", async () => {
    const xnat = await startXnat();
    const args = ["xnat", "pull", "SANDBOX", "-o", "out", "--scans", "t9*"];
    const { code, stderr } = await xnat.run(args);
    expect(code).toBe(0);
    expect(stderr).toContain("matched nothing");
    const labels = Array.from({ length: 30 }, (_, index) => `N${String(index)}`).join(",");
    const nobody = await xnat.run([...args, "--error-if-empty", "--subjects", labels]);
    expect(nobody.code).toBe(9);
    expect(nobody.stderr.match(/^skipped /gm)).toHaveLength(20);
    expect(nobody.stderr).toContain("10 more are skipped");
  });

  it("names a file that is as it was with -v only, and one that came once, but not with -q", async () => {
    const xnat = await startXnat();
    const args = ["xnat", "pull", "SANDBOX/S1/S1_MR1/1/DICOM", "-o", "out"];
    expect((await xnat.run(args)).stdout.match(/^done\t/gm)).toHaveLength(3);
    expect((await xnat.run(args)).stdout).toBe("");
    expect(await xnat.run([...args.slice(0, -1), "again", "-q"])).toMatchObject({ stdout: "", stderr: "" });
    expect((await xnat.run([...args, "-v"])).stdout.match(/^unchanged\t/gm)).toHaveLength(3);
  });

  it("writes to the current folder where nobody can be asked", async () => {
    const xnat = await startXnat();
    expect((await xnat.run(["xnat", "pull", "SANDBOX/S1/S1_MR1/1/DICOM"])).code).toBe(0);
    expect(readdirSync(xnat.folder)).toContain("S1");
  });

  it("works behind a context path", async () => {
    const xnat = await startXnat({ contextPath: "/xnat" });
    expect(xnat.url).toMatch(/\/xnat$/);
    expect((await xnat.run(["xnat", "pull", "SANDBOX/S1/S1_MR1/1", "-o", "out"])).code).toBe(0);
    expect(existsSync(join(xnat.folder, "out/S1/S1_MR1"))).toBe(true);
  });
});
