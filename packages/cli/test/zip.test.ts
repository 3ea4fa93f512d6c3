import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "./helpers/run-cli.js";

function folderWithFiles(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "in", "deep"), { recursive: true });
  writeFileSync(join(folder, "in", "a.txt"), "alpha");
  writeFileSync(join(folder, "in", "deep", "b.txt"), "beta".repeat(1000));
  writeFileSync(join(folder, "c.txt"), "gamma");
  return folder;
}

describe("zip", () => {
  it("packs, lists, tests and unpacks, with a drawn password that is the only thing on standard output", async () => {
    const cwd = folderWithFiles();
    const made = await runCli(["zip", "create", "out.zip", "in", "c.txt", "--words", "5"], { cwd });
    expect(made.code).toBe(0);
    const password = made.stdout.trim();
    expect(password.split("-")).toHaveLength(5);
    expect(made.stderr).not.toContain(password);
    expect(made.stderr).toContain("out.zip: 3 files, ");

    const listed = await runCli(["zip", "ls", "out.zip", "--json"], { cwd });
    expect(listed.records.map(({ name }) => name)).toEqual(["in/a.txt", "in/deep/b.txt", "c.txt"]);
    expect(listed.records[1]).toMatchObject({ type: "entry", bytes: 4000, encryption: "aes-256" });

    const input = `${password}\n`;
    const tested = await runCli(["zip", "test", "out.zip", "--password-stdin", "--json"], { cwd, input });
    expect(tested.records[0]).toMatchObject({ type: "result", status: "done", bytes: 4010, entries: 3 });
    const extracted = await runCli(["zip", "extract", "out.zip", "-o", "back", "--password-stdin"], {
      cwd,
      input,
    });
    expect(extracted.code).toBe(0);
    expect(readFileSync(join(cwd, "back", "in", "deep", "b.txt"), "utf8")).toBe("beta".repeat(1000));
    const again = await runCli(["zip", "extract", "out.zip", "-o", "back", "--password-stdin"], {
      cwd,
      input,
    });
    expect(again.code).toBe(2);
    const replaced = await runCli(["zip", "extract", "out.zip", "-o", "back", "--password-stdin", "--yes"], {
      cwd,
      input,
    });
    expect(replaced.code).toBe(0);
  });

  it("encrypts nothing without a password, and refuses to encrypt without one", async () => {
    const cwd = folderWithFiles();
    expect((await runCli(["zip", "create", "plain.zip", "c.txt"], { cwd })).code).toBe(0);
    const tested = await runCli(["zip", "test", "plain.zip"], { cwd });
    expect(tested.code).toBe(0);
    expect(tested.stdout).toContain("\t1 file, 5 B");
    expect((await runCli(["zip", "create", "x.zip", "c.txt", "--encryption", "aes-256"], { cwd })).code).toBe(
      4,
    );
    expect(
      (await runCli(["zip", "create", "x.zip", "c.txt", "--encryption", "none", "--words", "5"], { cwd }))
        .code,
    ).toBe(2);
    expect(existsSync(join(cwd, "x.zip"))).toBe(false);
  });

  it("warns of ZipCrypto, and replaces an archive only with --yes", async () => {
    const cwd = folderWithFiles();
    const args = ["zip", "create", "w.zip", "c.txt", "--encryption", "zipcrypto", "--password-stdin"];
    const made = await runCli(args, { cwd, input: "password-1\n" });
    expect(made.code).toBe(0);
    expect(made.stderr).toContain("ZipCrypto is weak");
    expect((await runCli(args, { cwd, input: "password-1\n" })).code).toBe(2);
    expect((await runCli([...args, "--yes"], { cwd, input: "password-1\n" })).code).toBe(0);
  });

  it("plans with -n and writes nothing", async () => {
    const cwd = folderWithFiles();
    const { code, records } = await runCli(["zip", "create", "p.zip", "in", "-n", "--words", "5", "--json"], {
      cwd,
    });
    expect(code).toBe(0);
    expect(records.at(-1)).toMatchObject({ status: "planned", bytes: 4005 });
    expect(existsSync(join(cwd, "p.zip"))).toBe(false);
  });

  it("refuses two files of the same name, and one that is not there", async () => {
    const cwd = folderWithFiles();
    mkdirSync(join(cwd, "other"));
    writeFileSync(join(cwd, "other", "c.txt"), "delta");
    expect((await runCli(["zip", "create", "x.zip", "c.txt", "other/c.txt"], { cwd })).code).toBe(2);
    expect((await runCli(["zip", "create", "x.zip", "nothing"], { cwd })).code).toBe(5);
    expect(existsSync(join(cwd, "x.zip"))).toBe(false);
  });

  it("draws passwords of at least 64 bits, and says so when fewer words were asked for", async () => {
    const { records } = await runCli(["zip", "passphrase", "--json", "--lang", "de"]);
    expect(records[0]).toMatchObject({ type: "passphrase" });
    expect(records[0]?.["bits"]).toBeGreaterThanOrEqual(64);
    const weak = await runCli(["zip", "passphrase", "--words", "2"]);
    expect(weak.stdout.trim().split("-")).toHaveLength(2);
    expect(weak.stderr).toContain("64");
  });

  it("warns of every drawn password below 64 bits", async () => {
    const cwd = folderWithFiles();
    const { code, stderr } = await runCli(["zip", "create", "w.zip", "c.txt", "--words", "1"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toMatch(/\b1\d bits can be guessed/);
  });

  it("leaves the archive itself out of a folder it packs, the old one too", async () => {
    const cwd = folderWithFiles();
    const names = async (): Promise<unknown[]> => {
      const { records } = await runCli(["zip", "ls", "in/self.zip", "--json"], { cwd });
      return records.map(({ name }) => name);
    };
    expect((await runCli(["zip", "create", "in/self.zip", "in"], { cwd })).code).toBe(0);
    expect(await names()).toEqual(["in/a.txt", "in/deep/b.txt"]);
    symlinkSync(join(cwd, "in"), join(cwd, "link"));
    expect((await runCli(["zip", "create", "link/self.zip", "in", "--yes"], { cwd })).code).toBe(0);
    expect(await names()).toEqual(["in/a.txt", "in/deep/b.txt"]);
  });

  it("plans unpacking with -n, and says how to replace what is there", async () => {
    const cwd = folderWithFiles();
    await runCli(["zip", "create", "p.zip", "in", "--words", "5"], { cwd });
    const args = ["zip", "extract", "p.zip", "-o", "back", "-n", "--json"];
    const { code, records } = await runCli(args, { cwd });
    expect(code).toBe(0);
    expect(records).toEqual([
      { type: "entry", name: "in/a.txt", bytes: 5, exists: false },
      { type: "entry", name: "in/deep/b.txt", bytes: 4000, exists: false },
      expect.objectContaining({ type: "result", status: "planned", bytes: 4005 }),
      expect.objectContaining({ type: "summary", planned: 1 }),
    ]);
    expect(existsSync(join(cwd, "back"))).toBe(false);
    await runCli(["zip", "create", "q.zip", "in"], { cwd });
    const there = await runCli(["zip", "extract", "q.zip", "-o", "."], { cwd });
    expect(there.code).toBe(2);
    expect(there.stderr).toContain("--yes");
  });
});
