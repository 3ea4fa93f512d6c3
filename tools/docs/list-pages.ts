import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { packageFolders, root } from "../repository.js";
import { readPage, type MarkdownPage } from "./markdown-page.js";

/** Every page that a reader may meet: the root's, docs/, examples/, bench/ and the packages' READMEs. */
export function listPages(): MarkdownPage[] {
  const inRoot = readdirSync(root).filter((name) => name.endsWith(".md"));
  const below = ["docs", "examples", "bench"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );
  const packages = packageFolders()
    .map(({ folder }) => `packages/${folder}/README.md`)
    .filter((path) => existsSync(join(root, path)));
  return [...inRoot, ...below.sort(), ...packages].map(readPage);
}
