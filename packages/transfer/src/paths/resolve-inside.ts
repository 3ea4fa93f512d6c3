import { realpath } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";

import { errorCodesOf } from "../errors/error-chain.js";
import { fsError } from "../errors/from-fs.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import { safePath, type SafePathOptions } from "./safe-path.js";

/** The real path of the nearest folder that exists, going up from `path`. */
async function nearestReal(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if (!errorCodesOf(error).includes("ENOENT") || parent === path) throw fsError(error, path);
    return nearestReal(parent);
  }
}

/**
 * Gives the absolute path of `relative` below `root`, refusing paths that lead out, be it by name or by a symbolic link on the way.
 * The root itself may be a link, and links that stay inside are followed. Nothing is created.
 *
 * @throws {@link ScanferryError} `data/unsafe-path`, `local/denied`
 * @example
 * ```ts
 * const path = await resolveInside("./out", "S1/1.dcm");
 * ```
 */
export async function resolveInside(
  root: string,
  relative: string,
  options: SafePathOptions = {},
): Promise<string> {
  const absoluteRoot = resolve(root);
  const target = join(absoluteRoot, ...safePath(relative, options).split("/"));
  const [realRoot, realParent] = await Promise.all([nearestReal(absoluteRoot), nearestReal(dirname(target))]);
  const inside =
    realParent === realRoot || realParent.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
  // While the root does not exist yet, both ends are the same existing ancestor.
  if (!inside) {
    throw new ScanferryError(
      "data/unsafe-path",
      "A symbolic link on the way leads out of the output folder.",
      {
        hint: "Remove the link or choose another output folder.",
        subject: relative,
      },
    );
  }
  return target;
}
