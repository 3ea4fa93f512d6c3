import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startCloud } from "./helpers/cloud.js";

describe("--add", () => {
  it("takes one file each time and leaves the arguments behind it alone", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    for (const name of ["a.nii", "b.nii", "letter.txt", "viewer.exe"])
      writeFileSync(join(cloud.folder, name), name);
    const args = ["share", "file", "a.nii", "--add", "letter.txt", "b.nii", "--add", "viewer.exe", "--json"];
    const { code, records } = await cloud.run(args);
    expect(code).toBe(0);
    expect(
      records
        .filter(({ type }) => type === "result")
        .map(({ id }) => String(id))
        .sort(),
    ).toEqual(["a.nii", "b.nii"]);
  });
});

describe("files that a share is given", () => {
  it("are refused where one serves two purposes, by whatever name", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    mkdirSync(join(cloud.folder, "out"));
    symlinkSync(join(cloud.folder, "out"), join(cloud.folder, "link"));
    writeFileSync(join(cloud.folder, "out", "letter.csv"), "dear participant");
    const create = (...more: string[]) => cloud.run(["share", "create", cloud.dataset, ...more]);
    for (const options of [
      ["--list", "out/x.csv", "--split-passwords", "link/x.csv"],
      ["--list", "out/x.csv", "--log-file", "./out/x.csv"],
      ["--list", "y.csv", "--split-passwords", "out/x.csv", "--log-file", "link/x.csv"],
      ["--list", "link/letter.csv", "--add", "out/letter.csv"],
      ["--split-passwords", "out/letter.csv", "--add", "out/letter.csv"],
    ]) {
      const { code, stderr } = await create(...options);
      expect(code, options.join(" ")).toBe(2);
      expect(stderr).toContain("name the same file");
    }
    expect(existsSync(join(cloud.folder, "out", "x.csv"))).toBe(false);
    expect(readFileSync(join(cloud.folder, "out", "letter.csv"), "utf8")).toBe("dear participant");
    expect(cloud.sandbox.log.entries).toEqual([]);
  });

  it("are refused inside the dataset: the log, the drafts and the passwords", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    const log = join(cloud.dataset, "run.log");
    const logged = await cloud.run(["share", "create", cloud.dataset, "--log-file", log]);
    expect(logged.code).toBe(2);
    expect(existsSync(log)).toBe(false);
    expect((await cloud.run(["share", "create", cloud.dataset])).code).toBe(0);
    const list = join(cloud.folder, "share-list.xlsx");
    const inside = await cloud.run(["share", "mail", list], { cwd: cloud.dataset });
    expect(inside.code).toBe(2);
    expect(inside.stderr).toContain("--output");
    const passwords = join(cloud.dataset, "derivatives", "secret");
    expect((await cloud.run(["share", "mail", list, "--passwords-output", passwords])).code).toBe(2);
    expect(existsSync(join(cloud.dataset, "mails"))).toBe(false);
    expect((await cloud.run(["share", "mail", list])).code).toBe(0);
  });
});

describe("--split-passwords", () => {
  it("must be there for every command but the one that makes it", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    const made = await cloud.run(["share", "create", cloud.dataset, "--split-passwords", "p.csv"]);
    expect(made.code).toBe(0);
    const before = readFileSync(join(cloud.folder, "p.csv"), "utf8");
    const list = "share-list.xlsx";
    for (const args of [
      ["share", "verify", list],
      ["share", "mail", list],
      ["share", "revoke", "--all-in", list, "--yes"],
    ]) {
      const { code, stderr } = await cloud.run([...args, "--split-passwords", "nope.csv"]);
      expect(code, args.join(" ")).toBe(5);
      expect(stderr).toContain("local/not-found");
      expect((await cloud.run([...args, "--split-passwords", list])).code, args.join(" ")).toBe(2);
    }
    expect(readFileSync(join(cloud.folder, "p.csv"), "utf8")).toBe(before);
  });

  it("is missed by mail, which writes nothing that cannot be opened", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    await cloud.run(["share", "create", cloud.dataset, "--split-passwords", "p.csv"]);
    const { records } = await cloud.run(["share", "mail", "share-list.xlsx", "--json"]);
    expect(records[0]).toMatchObject({ id: "sub-01", status: "skipped" });
    expect(JSON.stringify(records[0])).toContain("--split-passwords");
    const given = await cloud.run([
      "share",
      "mail",
      "share-list.xlsx",
      "--split-passwords",
      "p.csv",
      "--json",
    ]);
    expect(given.records[0]).toMatchObject({ id: "sub-01", status: "done" });
  });
});

describe("hints", () => {
  it("name flags and not options of the library", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    const { code, stderr } = await cloud.run(["share", "create", cloud.dataset, "--words", "2"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--words");
    expect(stderr).not.toContain("minBits");
    expect(cloud.sandbox.log.entries).toEqual([]);
  });
});

describe("share revoke", () => {
  it("says that no list was marked", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    await cloud.run(["share", "create", cloud.dataset]);
    const { records } = await cloud.run(["share", "ls", "--json"]);
    const revoke = ["share", "revoke", String(records[0]?.["id"]), "--yes"];
    const wrong = ["--list", "share-list.xlsx", "--split-passwords", "nope.csv"];
    expect((await cloud.run([...revoke, ...wrong])).code).toBe(5);
    const { code, stderr } = await cloud.run(revoke);
    expect(code).toBe(0);
    expect(stderr).toContain("No list was marked");
  });
});
