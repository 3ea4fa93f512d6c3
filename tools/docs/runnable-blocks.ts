import type { Block, MarkdownPage } from "./markdown-page.js";

const shells = new Set(["sh", "bash"]);
const scripts = new Set(["ts", "mts", "typescript"]);

export type BlockKind = "shell" | "script" | "file";

/** What the documentation runner does with a block; undefined for one that is only shown (json, text, powershell …). */
export function blockKind({ lang, flags }: Block): BlockKind | undefined {
  if (flags["file"] !== undefined) return "file";
  if (shells.has(lang)) return "shell";
  return scripts.has(lang) ? "script" : undefined;
}

/** Blocks to execute, in the order of the page; `no-run=REASON` takes one out. */
export function runnableBlocks(page: MarkdownPage): Block[] {
  return page.blocks.filter((block) => blockKind(block) !== undefined && block.flags["no-run"] === undefined);
}
