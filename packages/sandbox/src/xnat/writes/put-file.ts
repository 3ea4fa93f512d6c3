import type { Answer } from "../../server/answer.js";
import { inChunks } from "../answers/in-chunks.js";
import { PLAIN, restletAnswer } from "../answers/restlet-answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatOwner, XnatResource } from "../archive/archive-types.js";
import { canEdit } from "../auth/access.js";
import { storedPath } from "../files/files-routes.js";
import type { XnatBody } from "../files/xnat-body.js";
import { noSpace } from "../import/no-space.js";
import { formatOfName } from "../unpack/packed-entries.js";
import { ownerProject } from "./check-edit.js";
import { extractFiles } from "./extract-files.js";
import { sentFiles } from "./sent-files.js";

const STORED = restletAnswer({ type: PLAIN, body: "" });
/** Name of a raw body whose address names none (inferred). */
const UNNAMED = "upload";

/**
 * Stores a file, or with `extract=true` what is in an archive, and their resource where there is none yet; names that are
 * taken are told in a 200 (all recorded).
 */
export async function putFile(
  call: XnatCall,
  owner: XnatOwner,
  name: string,
  tail: Segments,
): Promise<Answer> {
  const project = ownerProject(call, owner);
  // Somebody who may not write hears nothing of it: 200, and nothing is stored (read in 1.9's source).
  if (project === undefined || !canEdit(project, call.account)) return STORED;
  const { xnat } = call;
  if ((call.exchange.announcedBytes ?? 0) > xnat.settings.quotaBytes - xnat.usedBytes) throw noSpace();
  const duplicates: string[] = [];
  for await (const sent of sentFiles(call)) {
    const path = storedPath(call, tail) || (sent.name ?? UNNAMED);
    if (!call.legacy && path.endsWith("_catalog.xml"))
      throw new XnatError(500, "XNAT cannot catalog files that end in _catalog.xml");
    const keep = keeper(call, () => resourceOf(call, owner, name), duplicates);
    const format = call.query.get("extract") === "true" ? formatOfName(path) : undefined;
    if (format !== undefined) await extractFiles(call, sent.bytes, { format, keep });
    else keep(path, await xnat.bodies.write(sent.bytes));
  }
  return duplicates.length === 0
    ? STORED
    : restletAnswer({ type: "text/html", body: inChunks(JSON.stringify({ duplicates })) });
}

function resourceOf(call: XnatCall, owner: XnatOwner, name: string): XnatResource {
  const { archive } = call.xnat;
  return archive.resource(owner, name) ?? archive.writes.resource(owner, name);
}

/** Puts files into the catalog; one that is there stays, unless it is to be overwritten. */
function keeper(
  call: XnatCall,
  resource: () => XnatResource,
  duplicates: string[],
): (path: string, body: XnatBody) => void {
  const { files } = call.xnat;
  const overwrites = call.query.get("overwrite") === "true";
  const along = sentAlong(call.query);
  return (path, body) => {
    call.xnat.usedBytes += body.bytes;
    const into = resource();
    if (!overwrites && files.find(into, path) !== undefined) duplicates.push(path);
    else files.put(into, path, body, along);
  };
}

/** What a query says of the file; what it leaves out stays as it was when a file is overwritten (recorded). */
function sentAlong(query: URLSearchParams): Partial<Record<"format" | "content" | "tags", string>> {
  return Object.fromEntries(
    ["format", "content", "tags"].flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}
