import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../repository.js";

/** A fenced block, or a hidden one: `<!-- sh` … `-->` prepares a page where a reader would have done so already. */
export interface Block {
  /** Path of the page from the root. */
  page: string;
  /** Line of the first line of code, from 1. */
  line: number;
  lang: string;
  /** Words of the info string behind the language. */
  flags: Record<string, string>;
  code: string;
}

export interface MarkdownPage {
  path: string;
  blocks: Block[];
  /** Anchors that links may name, as GitHub makes them of headings. */
  anchors: Set<string>;
  links: { line: number; target: string }[];
}

export function readPage(path: string): MarkdownPage {
  const page: MarkdownPage = { path, blocks: [], anchors: new Set(), links: [] };
  const lines = readFileSync(join(root, path), "utf8").split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const open = /^(\s*)(`{3,}|~{3,})\s*([^`]*)$/.exec(line);
    const hidden = /^<!--\s+sh\s*$/.test(line);
    if (open !== null || hidden) {
      const [, indent = "", fence = ""] = open ?? [];
      const end = hidden ? /^-->\s*$/ : new RegExp(`^\\s*${fence}\\s*$`);
      const first = at + 1;
      let last = first;
      while (last < lines.length && !end.test(lines[last] ?? "")) last += 1;
      const code = lines
        .slice(first, last)
        .map((text) => text.replace(new RegExp(`^\\s{0,${String(indent.length)}}`), ""));
      const { lang, flags } = hidden ? { lang: "sh", flags: {} } : parseInfo(open?.[3] ?? "");
      page.blocks.push({ page: path, line: first + 1, lang, flags, code: code.join("\n") });
      at = last;
      continue;
    }
    readLine(page, line, at + 1);
  }
  return page;
}

/** `sh no-run=needs-a-browser file=x` → the language and its flags; a flag without a value has the value "". */
function parseInfo(info: string): { lang: string; flags: Record<string, string> } {
  const [lang = "", ...words] = info.trim().split(/\s+/);
  const pairs = words.map((word) => {
    const equals = word.indexOf("=");
    return equals < 0 ? [word, ""] : [word.slice(0, equals), word.slice(equals + 1)];
  });
  return { lang, flags: Object.fromEntries(pairs) as Record<string, string> };
}

function readLine(page: MarkdownPage, line: string, number: number): void {
  const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line);
  if (heading !== null) page.anchors.add(uniqueAnchor(page.anchors, heading[1] ?? ""));
  for (const [, name = ""] of line.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) page.anchors.add(name);
  const prose = line.replaceAll(/`[^`]*`/g, "");
  for (const [, target = ""] of prose.matchAll(/\]\(\s*<?([^\s)>]+)>?[^)]*\)/g)) {
    page.links.push({ line: number, target });
  }
  const reference = /^\[[^\]]+\]:\s+(\S+)/.exec(prose);
  if (reference !== null) page.links.push({ line: number, target: reference[1] ?? "" });
}

/** GitHub's own way: lower case, punctuation dropped, each space a hyphen, repeats numbered. */
function uniqueAnchor(taken: Set<string>, heading: string): string {
  const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[`*]/g, "");
  const slug = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
  let name = slug;
  for (let n = 1; taken.has(name); n += 1) name = `${slug}-${String(n)}`;
  return name;
}
