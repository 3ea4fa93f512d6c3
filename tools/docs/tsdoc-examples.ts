import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { packageFolders, root } from "../repository.js";
import type { Snippet } from "./type-check.js";

/** The code of every `@example` in the packages' sources. */
export function tsdocExamples(): Snippet[] {
  return packageFolders().flatMap(({ folder }) => {
    const base = `packages/${folder}/src`;
    return readdirSync(join(root, base), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => examplesIn(`${base}/${name.replaceAll("\\", "/")}`));
  });
}

function examplesIn(file: string): Snippet[] {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  const snippets: Snippet[] = [];
  let inExample = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (/^\s*(?:\/\*)?\*+ @\w+|\*\/\s*$/.test(line)) inExample = /@example/.test(line);
    if (!inExample || !/^\s*\* ```ts\b/.test(line)) continue;
    const first = at + 1;
    while (at + 1 < lines.length && !/^\s*\* ```\s*$/.test(lines[at + 1] ?? "")) at += 1;
    const code = lines.slice(first, at + 1).map((text) => text.replace(/^\s*\* ?/, ""));
    snippets.push({ file, line: first + 1, code: code.join("\n") });
    at += 1;
  }
  return snippets;
}
