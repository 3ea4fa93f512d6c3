// npm run decisions: writes the list of docs/develop/decisions/README.md anew from the pages' titles.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const folder = new URL("../docs/develop/decisions/", import.meta.url);
const index = new URL("README.md", folder);
const pages = readdirSync(folder)
  .filter((name) => /^\d{4}-.*\.md$/.test(name))
  .sort();
const lines = pages.map((name) => {
  const [title = ""] = readFileSync(new URL(name, folder), "utf8").split("\n");
  return `- [${name.slice(0, 4)}](${name}) ${title.replace(/^#\s*(?:\d{4}[:.\s]*)?/, "")}`;
});
const head = readFileSync(index, "utf8").replace(/\n- \[\d{4}\][^]*$/, "\n");
writeFileSync(index, `${head.trimEnd()}\n\n${lines.join("\n")}\n`);
