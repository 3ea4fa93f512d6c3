import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPage } from "../docs/markdown-page.js";
import { readArrowTable, root } from "../repository.js";

const page = "docs/develop/architecture.md";
const { packages, homes } = readArrowTable();
const drawing = readPage(page).blocks.find(({ lang }) => lang === "mermaid")?.code ?? "";
const arrow = (from: string, to: string, lazy: boolean): string => `${from} ${lazy ? "-.->" : "-->"} ${to}`;

describe("the drawing of the architecture", () => {
  it("has the arrows of the table, and no others", () => {
    const drawn = [...drawing.matchAll(/^\s*([\w-]+) (-->|-\.->) ([\w-]+)$/gm)].map(
      ([, from = "", kind = "", to = ""]) => arrow(from, to, kind === "-.->"),
    );
    const meant = Object.entries(packages).flatMap(([from, { imports, lazy = [] }]) =>
      imports.map((to) => arrow(from, to, lazy.includes(to))),
    );
    expect(meant.length).toBeGreaterThan(10);
    expect(drawn.sort()).toEqual(meant.sort());
  });

  it("puts each package on its floor, dashed while it is not there", () => {
    const drawn = [...drawing.matchAll(/subgraph floor(\d)[^\n]*\n([^]*?)\n\s*end/g)].flatMap(
      ([, floor = "", body = ""]) =>
        body.split("\n").map((line) => {
          const [name = "", style] = line.trim().split(":::");
          return { name, floor: Number(floor), planned: style === "planned" };
        }),
    );
    const meant = Object.entries(packages).map(([name, { floor, planned = false }]) => ({
      name,
      floor,
      planned,
    }));
    const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
    expect(drawn.sort(byName)).toEqual(meant.sort(byName));
  });

  it("calls a package planned as long as it has no folder", () => {
    const there = readdirSync(join(root, "packages"));
    for (const [name, { planned = false }] of Object.entries(packages)) {
      expect(there.includes(name), name).toBe(!planned);
    }
  });

  it("lets arrows lead down or sideways, never up and never in a circle", () => {
    for (const [from, { floor, imports }] of Object.entries(packages)) {
      for (const to of imports) {
        expect(packages[to]?.floor, `${from} → ${to}`).toBeLessThan(floor);
      }
    }
  });

  it("stands beside the list of every third-party library and its home", () => {
    const text = readFileSync(join(root, page), "utf8");
    for (const [library, [home = ""]] of Object.entries(homes)) {
      const row = text.split("\n").find((line) => line.startsWith("|") && line.includes(library));
      expect(row ?? "no row", library).toContain(`\`${home}\``);
    }
  });
});

describe("the decisions", () => {
  const folder = join(root, "docs/develop/decisions");
  const names = readdirSync(folder).filter((name) => name !== "README.md");

  it("are numbered once each, and named in the index (npm run decisions)", () => {
    const index = readFileSync(join(folder, "README.md"), "utf8");
    const numbers = names.map((name) => /^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]);
    expect(numbers.every((number) => number !== undefined)).toBe(true);
    expect(new Set(numbers).size).toBe(names.length);
    expect(names.filter((name) => !index.includes(`](${name})`))).toEqual([]);
  });
});
