import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Removes temporary files that a killed process left while it wrote a file; its lock must be held. */
export async function removeParts(path: string): Promise<void> {
  const folder = dirname(path);
  const name = basename(path);
  for (const file of await readdir(folder).catch(() => [])) {
    if (file.startsWith(`${name}.`) && /^\.[0-9a-f]{8}\.part$/.test(file.slice(name.length)))
      await rm(join(folder, file), { force: true });
  }
}
