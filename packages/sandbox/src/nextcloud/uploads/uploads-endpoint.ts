import { type Answer, emptyAnswer } from "../../server/answer.js";
import type { UploadFolder } from "../accounts.js";
import type { DavContext } from "../dav/dav-context.js";
import { conflict, methodNotAllowed, notFound, notImplemented } from "../dav/dav-error.js";
import { davHeaders } from "../dav/dav-headers.js";
import { propfind } from "../dav/propfind.js";
import { assembleUpload } from "./assemble-upload.js";
import { putChunk } from "./put-chunk.js";
import { chunkResource, uploadResource, uploadsRootResource } from "./upload-resource.js";

/** `/remote.php/dav/uploads/USER/ID/CHUNK`: uploads in pieces. */
export async function uploadsEndpoint(context: DavContext): Promise<Answer> {
  const { exchange, account, names, cloud } = context;
  const [id, chunkName] = names;
  if (exchange.method === "MKCOL") return makeUpload(context);
  if (exchange.method === "PROPFIND" && id === undefined)
    return propfind(exchange, uploadsRootResource(context), davHeaders(cloud.version));
  const upload = account.uploads.get(id ?? "");
  if (upload === undefined) throw notFound("/", id ?? "");
  switch (exchange.method) {
    case "PROPFIND":
      return propfind(
        exchange,
        chunkName === undefined ? uploadResource(context, upload) : chunkResource(context, upload, chunkName),
        davHeaders(cloud.version),
      );
    case "PUT":
      return putChunk(context, upload);
    case "MOVE":
      if (chunkName === ".file") return assembleUpload(context, upload);
      throw notImplemented("MOVE");
    case "DELETE":
      return deleteUpload(context, upload, chunkName);
    default:
      throw notImplemented(exchange.method);
  }
}

/** MKCOL ID; whether its Destination exists is not looked at here (recorded on both versions). */
function makeUpload(context: DavContext): Answer {
  const { account, names, cloud } = context;
  const [id, ...rest] = names;
  if (id === undefined || account.uploads.has(id))
    throw methodNotAllowed("The resource you tried to create already exists");
  if (rest.length > 0) throw conflict("Parent node does not exist");
  account.uploads.set(id, { id, mtime: cloud.clock.seconds(), chunks: new Map() });
  return emptyAnswer(201);
}

async function deleteUpload(
  context: DavContext,
  upload: UploadFolder,
  chunkName: string | undefined,
): Promise<Answer> {
  const { account, cloud } = context;
  if (chunkName === undefined) account.uploads.delete(upload.id);
  const doomed =
    chunkName === undefined
      ? [...upload.chunks.values()]
      : [...upload.chunks.values()].filter((chunk) => chunk.name === chunkName);
  if (chunkName !== undefined && doomed.length === 0) throw notFound(`/${upload.id}`, chunkName);
  for (const chunk of doomed) {
    upload.chunks.delete(chunk.name);
    await cloud.blobs.remove(chunk.blob);
  }
  return emptyAnswer(204);
}
