import type { Answer } from "../../server/answer.js";
import { inChunks } from "../answers/in-chunks.js";
import { PLAIN, restletAnswer } from "../answers/restlet-answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatOwner } from "../archive/archive-types.js";
import { canEdit } from "../auth/access.js";
import { ownerProject } from "./check-edit.js";
import { fileParts } from "./file-parts.js";
import { storedPath } from "../files/files-routes.js";

/** Types that are taken as a raw body without `inbody=true` (read in 1.9's source; `application/gzip` is not, measured). */
const RAW_TYPES =
  /^(?:text\/(?:plain|xml|csv|html)|application\/(?:octet-stream|zip|x-tar|x-gzip|x-gtar|dicom|pdf|xml)|image\/.*)$/;

const STORED = restletAnswer({ type: PLAIN, body: "" });

/** Stores a file, and its resource where there is none yet; a name that is taken is told in a 200 (all recorded). */
export async function putFile(
  call: XnatCall,
  owner: XnatOwner,
  name: string,
  tail: Segments,
): Promise<Answer> {
  const project = ownerProject(call, owner);
  // Somebody who may not write hears nothing of it: 200, and nothing is stored (read in 1.9's source).
  if (project === undefined || !canEdit(project, call.account)) return STORED;
  const { archive, files, bodies } = call.xnat;
  const path = storedPath(call, tail);
  if (!call.legacy && path.endsWith("_catalog.xml"))
    throw new XnatError(500, "XNAT cannot catalog files that end in _catalog.xml");
  const body = await bodies.write(sentFile(call));
  const resource = archive.resource(owner, name) ?? archive.writes.resource(owner, name);
  if (files.find(resource, path) !== undefined && call.query.get("overwrite") !== "true")
    return restletAnswer({ type: "text/html", body: inChunks(JSON.stringify({ duplicates: [path] })) });
  files.put(resource, path, body, sentAlong(call.query));
  return STORED;
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

/** The bytes of the one file of a request. @throws XnatError for what XNAT does not take */
function sentFile(call: XnatCall): AsyncIterable<Uint8Array> {
  const { exchange, query } = call;
  const type = (exchange.header("content-type") ?? "").split(";")[0]?.trim() ?? "";
  const bytes = exchange.announcedBytes;
  const inBody = query.get("inbody") === "true";
  if (type.startsWith("multipart/")) {
    if (inBody) throw new XnatError(406);
    return fileParts(call);
  }
  if (!inBody && !RAW_TYPES.test(type))
    throw new XnatError(
      400,
      `You tried to ${call.method} a payload of ${String(bytes ?? 0)} B to this service, but didn't provide any data. If you think you sent data to upload, you can try to ${call.method} with the query-string parameter inbody=true or use multipart/form-data encoding.`,
    );
  // Neither an empty body nor one without a length, unless it is a zip.
  if ((bytes ?? 0) < 1 && !(type === "application/zip" && bytes === undefined))
    throw new XnatError(500, "In-body File posts must include the file directly as the body of the message.");
  return exchange.body();
}
