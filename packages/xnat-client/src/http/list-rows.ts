import type { CallOptions, XnatContext } from "../context.js";
import type { Row } from "../schemas/row.js";

/** What a list may be asked with. */
export interface ListOptions extends CallOptions {
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** What it is about, for the error's `subject`; it may name a participant. @default the path */
  readonly subject?: string;
}

/**
 * Reads the rows of one of XNAT's tables while they arrive, so that 100,000 subjects are never held whole.
 *
 * @param path Below the server's root, its names encoded ({@link requestPath}), e.g. "/data/projects/P/subjects".
 * @throws {@link ScanferryError} `auth/*`, `remote/*`, `net/*`, `aborted`; `remote/conflict` when the list changed while it was read
 */
export function listRows(
  ctx: XnatContext,
  path: string,
  options: ListOptions = {},
): AsyncGenerator<Row, void, undefined> {
  throw new Error(`not built yet: ${String([ctx, path, options])}`);
}
