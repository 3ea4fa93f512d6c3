import type { Answer } from "../../server/answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { ArchiveRefusal } from "../prearchive/archive-refusal.js";
import { UnreadableArchive } from "../unpack/packed-entry.js";
import { dicomZip } from "./dicom-zip.js";
import { gradualDicom } from "./gradual-dicom.js";
import { type ImportCall, uriList } from "./import-call.js";
import { importDestination } from "./import-destination.js";
import { sessionImporter } from "./session-importer.js";
import { receiveUpload, type Upload } from "./upload.js";

type Handler = (one: ImportCall) => Promise<readonly string[]>;

const HANDLERS: Readonly<Record<string, Handler>> = {
  SI: sessionImporter,
  "DICOM-zip": dicomZip,
  "gradual-DICOM": gradualDicom,
};

/** `POST /data/services/import`: takes one file, hands it to a handler and lists the addresses of what came of it. */
export async function importService(call: XnatCall): Promise<Answer> {
  call.allow("POST");
  const upload = await receiveUpload(call);
  try {
    return uriList(await imported(call, upload));
  } finally {
    await upload.remove();
  }
}

async function imported(call: XnatCall, { params, file, keep }: Upload): Promise<readonly string[]> {
  if (file === undefined) throw new XnatError(400, "Unable to identify upload format.");
  const name = params.get("import-handler") ?? defaultHandler(call, file.type);
  const handler = HANDLERS[name];
  if (handler === undefined) throw new XnatError(404, `Unknown importer implementation specified: ${name}`);
  const tell = call.xnat.statuses.listener(params.get("http-session-listener"));
  try {
    const destination = importDestination(call, name, params);
    return await handler({ call, params, file, keep, destination, tell });
  } catch (error) {
    if (error instanceof Error) tell("FAILED", error.message);
    // SI alone keeps the conflict's own status (recorded: 120; the others read in the server's source).
    if (error instanceof ArchiveRefusal) throw new XnatError(name === "SI" ? 409 : 400, error.message);
    if (error instanceof UnreadableArchive) throw new XnatError(400, error.message);
    throw error;
  }
}

/** What imports without `import-handler` (recorded: 123 for 1.6, 132 for a DICOM file; 1.9's is read in its source). */
function defaultHandler(call: XnatCall, type: string): string {
  if (type === "application/dicom") return "gradual-DICOM";
  return call.legacy ? "SI" : "DICOM-zip";
}
