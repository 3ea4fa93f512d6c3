import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import type { Fields } from "../schemas/row.js";
import { text } from "../schemas/row.js";
import { sessionAddress } from "./session-address.js";

/** A scan of a session that waits in the prearchive. */
export interface PrearchiveScan {
  readonly id: string;
  readonly seriesDescription: string;
  /** @example "xnat:mrScanData" */
  readonly xsiType: string;
  /** The row as the server sent it. */
  readonly fields: Fields;
}

/**
 * The scans of a session in the prearchive. They are there once the server has built it.
 *
 * @throws {@link ScanferryError} `remote/not-found` for a session that is not there, or was not built yet
 */
export async function* prearchiveScans(
  ctx: XnatContext,
  uri: string,
  { signal }: CallOptions = {},
): AsyncGenerator<PrearchiveScan, void, undefined> {
  const { path } = sessionAddress(uri);
  for await (const row of listRows(ctx, `${path}/scans`, { signal, subject: uri })) {
    yield {
      id: text(row, "ID", "id") ?? "",
      seriesDescription: text(row, "series_description") ?? "",
      xsiType: text(row, "xsiType", "xsitype") ?? "",
      fields: row,
    };
  }
}
