import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { results, tree } from "./helpers/pulled.js";
import { startXnat } from "./helpers/xnat.js";

const sids = ["p020", "p021", "p022", "p023"];
const projects = [
  {
    id: "erc-wp1",
    subjects: sids.map((label) => ({
      label,
      sessions: [{ label: `${label}-mri`, scans: [{ id: "1", type: "T1w" }] }],
    })),
  },
];

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

describe("xnat resource", () => {
  it("does the manual's loop over subjects in one line, planned first, and not twice", async () => {
    const xnat = await startXnat({ projects });
    for (const sid of sids) write(xnat.folder, { [`data/erc-wp1-${sid}/maps/r2.txt`]: sid });
    const line = [
      "xnat",
      "resource",
      "put",
      "erc-wp1/{subject}/{subject}-mri",
      "qBOLD",
      "data/erc-wp1-{subject}",
    ];
    const plan = await xnat.run([...line, "-n", "--json"]);
    expect([plan.code, plan.records.at(-1)?.["planned"]]).toEqual([0, 4]);
    expect(xnat.sandbox.log.find("PUT", /./)).toEqual([]);
    const put = await xnat.run([...line, "--json"]);
    expect([put.code, put.records.at(-1)?.["done"]]).toEqual([0, 4]);
    expect(results(put.records).map(({ id, status, action }) => [id, status, action])).toContainEqual([
      "erc-wp1/p021/p021-mri/resources/qBOLD/maps/r2.txt",
      "done",
      "upload",
    ]);
    const last = await xnat.run([...line, "--subjects", "p020,p021"]);
    expect([last.code, last.stdout]).toEqual([0, ""]);
    expect(last.stderr).toContain("2 unchanged");
  });

  it("unpacks the manual's archive, lists, brings back and deletes its files", async () => {
    const xnat = await startXnat({ projects });
    const place = ["erc-wp1/p020/p020-mri", "qBOLD"];
    const files = { "maps/r2.txt": "r2", "log.txt": "ok", "log.txt.1": "older" };
    write(join(xnat.folder, "q"), files);
    execFileSync("tar", ["-czf", "../qBOLD.tar.gz", "maps", "log.txt", "log.txt.1"], {
      cwd: join(xnat.folder, "q"),
    });
    const put = await xnat.run(["xnat", "resource", "put", ...place, "qBOLD.tar.gz", "--extract"]);
    expect([put.code, put.stdout.trim().split("\n").sort()[0]]).toEqual([
      0,
      "done\terc-wp1/p020/p020-mri/resources/qBOLD/log.txt",
    ]);
    const ls = await xnat.run(["xnat", "resource", "ls", ...place, "--json"]);
    expect(ls.records.map(({ id, bytes }) => [id, bytes]).sort()).toEqual([
      ["log.txt", 2],
      ["log.txt.1", 5],
      ["maps/r2.txt", 2],
    ]);
    const get = await xnat.run(["xnat", "resource", "get", ...place, "maps/", "-o", "out"]);
    expect([get.code, tree(join(xnat.folder, "out"))]).toEqual([0, ["qBOLD/maps/r2.txt"]]);
    expect(readFileSync(join(xnat.folder, "out/qBOLD/maps/r2.txt"), "utf8")).toBe("r2");
    const rm = ["xnat", "resource", "rm", ...place];
    const codes = [];
    for (const args of [["log.txt"], ["log.txt", "--yes"], ["--yes"]])
      codes.push((await xnat.run([...rm, ...args])).code);
    // Nobody can be asked; XNAT would take log.txt.1 along; then all of it.
    expect(codes).toEqual([2, 7, 0]);
    expect(xnat.sandbox.log.find("DELETE", "/resources/")).toHaveLength(1);
  });

  it("takes a table, and refuses what does not go together", async () => {
    const xnat = await startXnat({ projects });
    write(xnat.folder, {
      "t/table.csv": "label,path,file\nNIFTI,erc-wp1/p020/p020-mri/1,a.nii\nNOTES,erc-wp1/p099,a.nii\n",
      "t/a.nii": "nifti",
      "t/other.csv": "where,what\n1,2\n",
      "t/lost.csv": "path,label,file\nerc-wp1/p020,NOTES,a.nii\nerc-wp1/p020,NOTES,lost.nii\n",
    });
    const put = ["xnat", "resource", "put"];
    const table = await xnat.run([...put, "--from", "t/table.csv", "--json"]);
    expect(table.code, table.stderr).toBe(0);
    expect(results(table.records).map(({ id, status }) => [status, id])).toEqual([
      ["skipped", "erc-wp1/p099/resources/NOTES"],
      ["done", "erc-wp1/p020/p020-mri/1/NIFTI/a.nii"],
    ]);
    const wrong = [
      ["--from", "t/other.csv"],
      ["erc-wp1/{subject}", "A", "t/a.nii", "t/table.csv"],
    ];
    for (const args of wrong) expect([args, (await xnat.run([...put, ...args])).code]).toEqual([args, 2]);
    const lost = await xnat.run([...put, "--from", "t/lost.csv"]);
    expect([lost.code, lost.stdout]).toEqual([5, ""]);
    expect(lost.stderr).toContain("lost.nii");
    const exists = ["erc-wp1/p020/p020-mri/1", "NIFTI", "t/a.nii"];
    writeFileSync(join(xnat.folder, "t/a.nii"), "NIFTI");
    expect((await xnat.run([...put, ...exists])).code).toBe(7);
  });
});
