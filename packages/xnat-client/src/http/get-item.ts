import type { CallOptions, XnatContext } from "../context.js";
import type { Fields } from "../schemas/row.js";

/** One thing of XNAT with what is inside it. */
export interface XnatItem {
  /** @example "xnat:mrSessionData" */
  readonly xsiType: string;
  /** Its fields, under XNAT's names. */
  readonly fields: Fields;
  /** What is inside it, by field, e.g. "scans/scan". */
  readonly children: Readonly<Record<string, readonly XnatItem[]>>;
}

/**
 * Asks for a single thing (`format=json`): the newest of its states, without its history.
 *
 * @param path Below the server's root, its names encoded ({@link requestPath}).
 * @throws {@link ScanferryError} `auth/*`, `remote/*`, `net/*`, `aborted`
 */
export function getItem(
  ctx: XnatContext,
  path: string,
  options: CallOptions & { readonly subject?: string } = {},
): Promise<XnatItem> {
  throw new Error(`not built yet: ${String([ctx, path, options])}`);
}
