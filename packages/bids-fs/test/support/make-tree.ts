import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** What stands at a path: a file's content, or a link to a target. */
export type TreeEntry = string | Uint8Array | { readonly link: string };

/** Makes a folder for one test, filled with files and links by their relative paths; a path that ends in a slash is an empty folder. */
export async function makeTree(entries: Readonly<Record<string, TreeEntry>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "bids-fs-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, entry] of Object.entries(entries)) {
    const absolute = join(root, path);
    await mkdir(path.endsWith("/") ? absolute : dirname(absolute), { recursive: true });
    if (path.endsWith("/")) continue;
    if (typeof entry === "string" || entry instanceof Uint8Array) await writeFile(absolute, entry);
    else await symlink(entry.link, absolute);
  }
  return root;
}
