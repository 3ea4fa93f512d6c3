import type { Answer } from "../../server/answer.js";
import { tableAnswer } from "../answers/table-answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { fileAnswer } from "../files/file-answer.js";
import { scanTypeOf } from "./content-types.js";
import type { XnatPrearchiveScan } from "./instance.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";

/** The one resource that a scan of the prearchive has. */
const RESOURCE = "DICOM";

/**
 * `…/resources`, `…/scans[/ID/resources[/DICOM/files[/NAME]]]` of a session: columns as XNAT's source has them.
 *
 * @throws XnatError 404 for an unknown scan or resource, 400 for an unknown file
 */
export function sessionScans(
  call: XnatCall,
  session: XnatPrearchiveSession,
  below: { readonly part: string; readonly path: Segments },
): Answer {
  const { scans } = call.xnat.prearchive.content(session);
  const [id, resources, label, files, ...file] = below.path.names;
  if (below.part === "resources" && id === undefined)
    return table(
      call,
      ["category", "cat_id", "label", "file_count", "file_size"],
      scans.map((scan) => ({ category: "scans", cat_id: scan.id, ...totals(scan) })),
    );
  if (below.part !== "scans") throw new XnatError(404);
  if (id === undefined)
    return table(
      call,
      ["ID", "xsiType", "series_description"],
      scans.map((scan) => ({
        ID: scan.id,
        xsiType: scanTypeOf(scan),
        series_description: scan.seriesDescription,
      })),
    );
  const scan = scans.find((one) => one.id === id);
  if (scan === undefined || resources !== "resources") throw new XnatError(404);
  if (label === undefined) return table(call, ["label", "file_count", "file_size"], [totals(scan)]);
  if (label !== RESOURCE || files !== "files") throw new XnatError(404);
  return file.length === 0
    ? fileList(call, session, scan)
    : oneFile(call, { session, scan, name: file.join("/") });
}

function totals(scan: XnatPrearchiveScan): Record<string, string> {
  const all = [...scan.files.values()];
  const bytes = all.reduce((sum, { body }) => sum + body.bytes, 0);
  return { label: RESOURCE, file_count: String(all.length), file_size: String(bytes) };
}

function fileList(call: XnatCall, session: XnatPrearchiveSession, scan: XnatPrearchiveScan): Answer {
  const uri = `/data${session.url}/scans/${scan.id}/resources/${RESOURCE}/files`;
  return table(
    call,
    ["Name", "Size", "URI"],
    [...scan.files.values()].map(({ name, body }) => ({
      Name: name,
      Size: String(body.bytes),
      URI: `${uri}/${name}`,
    })),
  );
}

function oneFile(
  call: XnatCall,
  {
    session,
    scan,
    name,
  }: {
    readonly session: XnatPrearchiveSession;
    readonly scan: XnatPrearchiveScan;
    readonly name: string;
  },
): Answer {
  const file = scan.files.get(name);
  if (file === undefined) throw new XnatError(400, `Unable to access the file at: ${name}`);
  const { body } = file;
  return fileAnswer(call, {
    path: name,
    bytes: body.bytes,
    mtimeMs: Math.floor(session.lastmodMs / 1000) * 1000,
    missing: false,
    body: () => body,
  });
}

function table(
  call: XnatCall,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, string>>[],
): Answer {
  return tableAnswer(call, { columns, rows: () => rows, total: false });
}
