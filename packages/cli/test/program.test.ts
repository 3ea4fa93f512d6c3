import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { format, resolveConfig } from "prettier";
import { describe, expect, it } from "vitest";
import { wordTable } from "../src/completion/word-table.js";
import { createProgram } from "../src/program.js";
import { cliPage } from "../src/reference/cli-page.js";
import { topics } from "../src/help/topics.js";
import { runCli } from "./helpers/run-cli.js";

const built = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const page = fileURLToPath(new URL("../../../docs/reference/cli.md", import.meta.url));

/** All modules that are loaded together with this one; those behind `import()` are not. */
function staticImports(file: string, seen = new Set<string>()): Set<string> {
  const text = readFileSync(file, "utf8");
  for (const [, name = ""] of text.matchAll(/(?:^|\n)(?:import|export)\s*(?:[^"'()]*?from\s*)?"([^"]+)"/g)) {
    if (!name.startsWith(".")) seen.add(name);
    else if (!seen.has(join(dirname(file), name))) {
      seen.add(join(dirname(file), name));
      staticImports(join(dirname(file), name), seen);
    }
  }
  return seen;
}

describe("--help", () => {
  it("loads nothing but commander", () => {
    const packages = [...staticImports(built)].filter(
      (name) => !name.startsWith("/") && !name.startsWith("node:"),
    );
    expect(packages).toEqual(["commander"]);
  });

  it("goes to standard output, and names every command", async () => {
    const { code, stdout, stderr } = await runCli(["--help"]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const name of [
      "xnat",
      "loris",
      "share",
      "zip",
      "bids",
      "login",
      "logout",
      "whoami",
      "profile",
      "doctor",
      "demo",
      "sandbox",
      "completion",
    ]) {
      expect(stdout).toContain(`\n  ${name}`);
    }
  });

  it("knows the topics", async () => {
    for (const { name, title } of topics) expect((await runCli(["help", name])).stdout).toContain(title);
    expect((await runCli(["help", "share", "revoke"])).stdout).toContain("Usage: scanferry share revoke");
    expect((await runCli(["help", "nothing"])).code).toBe(2);
  });
});

describe("options", () => {
  const rows = wordTable(createProgram());

  it("never take a secret as a value", () => {
    const options = rows.flatMap(({ options: flags }) => flags);
    const secret = options.filter(
      ({ flag, takesValue }) => takesValue && /pass(word|phrase)?$|token|secret$/.test(flag),
    );
    // It chooses between none, separate and same.
    expect([...new Set(secret.map(({ flag }) => flag))]).toEqual(["--link-password"]);
  });

  it.each(["password", "token", "password-stdin"])("never print what was meant for --%s", async (name) => {
    for (const more of [[], ["--json"]]) {
      const args = ["loris", "ls", "projects", `--${name}=S3cret-'1 2`, ...more];
      const { code, stdout, stderr } = await runCli(args);
      expect(code).toBe(2);
      expect(stderr).toContain(`Unknown option '--${name}'.`);
      expect(stderr).toContain("--password-stdin");
      expect(stdout + stderr).not.toContain("S3cret");
    }
  });

  it("of all commands may stand before or behind the command", async () => {
    expect((await runCli(["--json", "zip", "passphrase"])).records).toHaveLength(1);
    expect((await runCli(["zip", "--json", "passphrase"])).records).toHaveLength(1);
    expect((await runCli(["zip", "passphrase", "--json"])).records).toHaveLength(1);
  });

  it("take one value at most, so that arguments may stand behind them", () => {
    const visit = (command: Command): void => {
      for (const option of command.options) expect(option.variadic, option.flags).toBe(false);
      command.commands.forEach(visit);
    };
    visit(createProgram());
  });

  it("have a description each, and no flag means two things in one command", () => {
    for (const { path, options } of rows) {
      const flags = options.map(({ flag }) => flag);
      expect(new Set(flags).size, path).toBe(flags.length);
      for (const { flag, description } of options) expect(description, `${path} ${flag}`).not.toBe("");
    }
  });
});

describe("completion", () => {
  it("works in bash: commands, options and fixed values", async () => {
    const { stdout } = await runCli(["completion", "bash"]);
    const complete = (words: string[]): string[] => {
      const line = words.map((word) => `'${word}'`).join(" ");
      const script = `${stdout}\nCOMP_WORDS=(${line}); COMP_CWORD=${String(words.length - 1)}; _scanferry; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const result = spawnSync("bash", ["-c", script], { encoding: "utf8" });
      expect(result.stderr).toBe("");
      return result.stdout.trim().split("\n");
    };
    expect(complete(["scanferry", "sh"])).toEqual(["share"]);
    expect(complete(["scanferry", "share", "re"])).toEqual(["revoke"]);
    expect(complete(["scanferry", "completion", "f"])).toEqual(["fish"]);
    expect(complete(["scanferry", "share", "create", "--split"])).toEqual(["--split-passwords"]);
    expect(complete(["scanferry", "share", "create", "--dry"])).toEqual(["--dry-run"]);
    expect(complete(["scanferry", "share", "create", "--encryption", ""])).toEqual(["aes-256", "zipcrypto"]);
    expect(complete(["scanferry", "zip", "create", "--encryption", "n"])).toEqual(["none"]);
    expect(complete(["scanferry", "share", "ls", "--on-error", "s"])).toEqual(["stop"]);
    expect(complete(["scanferry", "loris", "ls", "mo"])).toEqual(["modalities"]);
    expect(complete(["scanferry", "loris", "pull", "--type", ""])).toEqual(["bids", "minc"]);
    expect(complete(["scanferry", "loris", "pull", "--visit"])).toEqual(["--visitlabels"]);
  });

  it.each(["zsh", "fish", "powershell"])("is written for %s, with every command", async (shell) => {
    const { code, stdout } = await runCli(["completion", shell]);
    expect(code).toBe(0);
    for (const name of ["loris pull", "share create", "zip extract", "profile import"])
      expect(stdout).toContain(`'${name}'`);
    expect(stdout).toContain("zipcrypto");
  });
});

describe("docs/reference/cli.md", () => {
  it("says what the command tree says (after a change: npm run reference -w scanferry)", async () => {
    const options = (await resolveConfig(page)) ?? {};
    await expect(
      await format(cliPage(createProgram()), { ...options, parser: "markdown" }),
    ).toMatchFileSnapshot(page);
  });
});
