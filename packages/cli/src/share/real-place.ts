import { realpath } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";

/** The real path of something that may not exist yet: links are followed as far as its folders exist. */
export async function realPlace(path: string): Promise<string> {
  const full = resolve(path);
  try {
    return await realpath(full);
  } catch {
    const parent = dirname(full);
    return parent === full ? full : join(await realPlace(parent), relative(parent, full));
  }
}
