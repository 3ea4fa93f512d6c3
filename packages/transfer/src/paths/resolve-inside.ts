import { FolderGuard } from "./folder-guard.js";
import type { SafePathOptions } from "./safe-path.js";

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
  return (await new FolderGuard(root, options).resolve(relative)).absolute;
}
