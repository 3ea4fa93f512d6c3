import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { packageFolders, root } from "../repository.js";
import { exampleContext, uses } from "./example-context.js";
import type { Snippet } from "./type-check.js";

/**
 * The code of every `@example` in the packages' sources. In the comment of a function its import would be noise, so what a
 * library exports counts as imported.
 */
export function tsdocExamples(): Snippet[] {
  return packageFolders()
    .filter(({ folder }) => folder !== "cli")
    .flatMap(({ folder, name: library }) => {
      const base = `packages/${folder}/src`;
      const exported = exportedNames(`${base}/index.ts`);
      return readdirSync(join(root, base), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .flatMap((name) => examplesIn(`${base}/${name.replaceAll("\\", "/")}`))
        .map((snippet) => ({ ...snippet, code: complete(snippet.code, library, exported) }));
    });
}

function exportedNames(index: string): string[] {
  const text = readFileSync(join(root, index), "utf8");
  return [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = ""]) =>
    list
      .split(",")
      .map((entry) => entry.trim().split(" as ").pop() ?? "")
      .filter((name) => name !== ""),
  );
}

/** On the first line, so that the lines of messages stay right. */
function complete(code: string, library: string, exported: readonly string[]): string {
  const imported = [...code.matchAll(/import (?:type )?\{([^}]*)\}/g)].map(([, list = ""]) => list).join(",");
  const missing = exported.filter((name) => uses(code, name) && !uses(imported, name));
  const imports = missing.length === 0 ? "" : `import { ${missing.join(", ")} } from "${library}"; `;
  return `${imports}${exampleContext(code, missing)}${code}`;
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
