import { mapAhead } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../../context.js";
import { listRows } from "../../http/list-rows.js";
import { requestPath } from "../../http/request-path.js";
import { sessionAddress } from "../../prearchive/session-address.js";
import type { Row } from "../../schemas/row.js";
import { text } from "../../schemas/row.js";
import { xnatFileOf } from "../../schemas/xnat-file.js";
import type { RemoteFile } from "./remote-file.js";

/** Lists of so many scans are asked for at once. */
const ahead = 4;

/**
 * The files of a session in the prearchive, which must have been built: without its document it has no scans to list (404). Its lists are one per scan
 * and resource, and tell neither series nor digests ([S] PrearcSessionResourceFiles).
 */
export function waitingFiles(
  ctx: XnatContext,
  uri: string,
  { signal }: CallOptions = {},
): AsyncIterable<RemoteFile> {
  const { path, uri: subject } = sessionAddress(uri);
  const rows = (below: string): AsyncIterable<Row> => listRows(ctx, `${path}${below}`, { signal, subject });
  return mapAhead(
    rows("/scans"),
    ahead,
    async (scan) => {
      const scanId = text(scan, "ID", "id") ?? "";
      const scanPath = requestPath("scans", scanId, "resources");
      const found: RemoteFile[] = [];
      for await (const resource of rows(scanPath)) {
        const label = text(resource, "label", "ID") ?? "";
        for await (const row of rows(`${scanPath}${requestPath(label, "files")}`)) {
          const { name, sizeBytes, uri: address } = xnatFileOf(row, ctx.version.line);
          found.push({ scanId, name, sizeBytes, uri: address });
        }
      }
      return found;
    },
    signal === undefined ? {} : { signal },
  );
}
