import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProgram } from "../../packages/cli/src/program.js";
import { listPages } from "../docs/list-pages.js";
import { blockKind, runnableBlocks } from "../docs/runnable-blocks.js";
import { tsdocExamples } from "../docs/tsdoc-examples.js";
import { typeCheck } from "../docs/type-check.js";
import { openWorkbench, type Workbench } from "../docs/workbench.js";
import { root } from "../repository.js";

const pages = listPages();
const blocks = pages.flatMap((page) => page.blocks);

describe("the pages", () => {
  it("link to files and headings that exist", () => {
    const dead = pages.flatMap((page) =>
      page.links
        .filter(({ target }) => !/^[a-z][a-z0-9+.-]*:/i.test(target) && !leadsSomewhere(page.path, target))
        .map(({ line, target }) => `${page.path}:${String(line)} → ${target}`),
    );
    expect(dead).toEqual([]);
    expect(pages.flatMap((page) => page.links).length).toBeGreaterThan(20);
  });

  it("give a reason for every block that is not run", () => {
    const silent = blocks.filter(({ flags }) => "no-run" in flags && !/\w{4}/.test(flags["no-run"] ?? ""));
    expect(silent.map(({ page, line }) => `${page}:${String(line)}`)).toEqual([]);
  });

  it("write only languages and flags that are understood", () => {
    const languages = /^(?:sh|bash|ts|mts|json|jsonc|yaml|text|txt|mermaid|powershell|csv|python|html|diff)$/;
    const flags = new Set(["run", "no-run", "file"]);
    const odd = blocks.filter(
      (block) => !languages.test(block.lang) || Object.keys(block.flags).some((flag) => !flags.has(flag)),
    );
    expect(odd.map(({ page, line, lang }) => `${page}:${String(line)} ${lang}`)).toEqual([]);
  });

  it("are reached from the index", () => {
    const index = pages.find(({ path }) => path === "docs/README.md");
    const reached = (index?.links ?? []).map(({ target }) =>
      normalize(join("docs", target)).replaceAll("\\", "/"),
    );
    const folders = reached.filter((path) => path.endsWith("README.md")).map((path) => dirname(path));
    const lost = pages
      .map(({ path }) => path)
      .filter((path) => path.startsWith("docs/") && path !== "docs/README.md")
      // An index of its own, as the decisions have, speaks for its folder.
      .filter((path) => !reached.includes(path) && !folders.includes(dirname(path)));
    expect(lost).toEqual([]);
  });

  it("name every command of the command line", () => {
    const text = pages.flatMap(({ path }) => readFileSync(join(root, path), "utf8")).join("\n");
    const names = commandNames(createProgram());
    expect(names).toContain("scanferry share create");
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
  });

  it("hold code that type-checks", async () => {
    const scripts = blocks.filter((block) => blockKind(block) === "script");
    expect(await typeCheck(scripts.map(({ page, line, code }) => ({ file: page, line, code })))).toEqual([]);
  });
});

describe("the examples in the sources' comments", () => {
  it("type-check", async () => {
    const examples = tsdocExamples();
    expect(examples.length).toBeGreaterThan(20);
    expect(await typeCheck(examples)).toEqual([]);
  });
});

interface NamedCommand {
  name(): string;
  readonly commands: readonly NamedCommand[];
}

function commandNames(command: NamedCommand, above = ""): string[] {
  const name = `${above}${command.name()}`;
  if (command.commands.length === 0) return [name];
  return command.commands.flatMap((child) => commandNames(child, `${name} `));
}

function leadsSomewhere(from: string, target: string): boolean {
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? from : normalize(join(dirname(from), decodeURI(file))).replaceAll("\\", "/");
  if (!existsSync(join(root, path))) return false;
  if (anchor === undefined || !path.endsWith(".md")) return true;
  const page = pages.find((candidate) => candidate.path === path);
  return page?.anchors.has(anchor) === true;
}

describe.skipIf(process.platform === "win32")("the blocks (they need a POSIX shell)", () => {
  describe.each(pages.filter((page) => runnableBlocks(page).length > 0))("of $path", (page) => {
    let bench: Workbench;
    beforeAll(async () => {
      bench = await openWorkbench();
    });
    afterAll(() => bench.close());

    it.each(runnableBlocks(page).map((block) => ({ ...block, head: block.code.split("\n")[0] ?? "" })))(
      "run: line $line, $head",
      async (block) => {
        await bench.run(block);
      },
    );
  });
});
