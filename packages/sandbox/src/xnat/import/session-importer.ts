import { XnatError } from "../answers/xnat-error.js";
import { ArchiveRefusal } from "../prearchive/archive-refusal.js";
import { archiveSession } from "../prearchive/archive-session.js";
import { archivesItself, buildSession } from "../prearchive/lifecycle.js";
import type { XnatPrearchiveSession } from "../prearchive/prearchive-session.js";
import { archiveUri, type ImportCall, intakeTarget, prearchiveUri, says } from "./import-call.js";
import { entryFileName, importEntries } from "./import-entries.js";
import { Intake } from "./intake.js";

/**
 * `SI`: the whole archive is one session, which is built at once (recorded: 125) and, with `dest=/archive` or a project that
 * archives by itself and no `dest` (recorded: 123), archived. Nothing of an import that is refused as a whole stays.
 *
 * @throws XnatError 400 without any DICOM file in it (recorded: 130), and with two studies
 * @throws ArchiveRefusal; the session stays in the prearchive, in CONFLICT (recorded: 133)
 */
export async function sessionImporter(one: ImportCall): Promise<readonly string[]> {
  const { call, destination } = one;
  const project = destination.project?.id ?? "Unassigned";
  const intake = new Intake(call.xnat, { ...intakeTarget(one), project, apart: true });
  let session: XnatPrearchiveSession;
  try {
    session = await takeSession(one, intake);
  } catch (error) {
    intake.drop();
    throw error;
  } finally {
    await intake.close();
  }
  one.keep();
  buildSession(call.xnat, session);
  const { place } = destination;
  const archives = place === "archive" || (place === undefined && archivesItself(session));
  const uri = archives ? archived(one, session) : prearchiveUri(session);
  const where = archives ? "archive" : "prearchive";
  one.tell("COMPLETED", `Successfully uploaded 1 sessions to the ${where}.`);
  return [uri];
}

/** Takes all DICOM files of the archive, and tells what the server tells (recorded: 226). */
async function takeSession(one: ImportCall, intake: Intake): Promise<XnatPrearchiveSession> {
  const { file, tell } = one;
  tell("PROCESSING", `Importing file (${file.name})`);
  tell("PROCESSING", "file uploaded");
  tell("PROCESSING", "processing");
  tell("PROCESSING", "looking for DICOM files");
  let found = 0;
  for await (const entry of importEntries(one))
    if ((await intake.add(entry.content, entryFileName(entry), entry.body)) !== undefined) found += 1;
  await intake.flush();
  tell("PROCESSING", `found ${String(found)} DICOM files`);
  const [session] = intake.sessions;
  if (session === undefined)
    throw new XnatError(400, "Upload did not include parseable files for session generation.");
  if (intake.sessions.size > 1)
    throw new XnatError(400, "Upload included files for multiple imaging sessions.");
  tell("PROCESSING", `found DICOM study ${session.folderName} (${session.tag})`);
  tell("COMPLETED", "done finding DICOM");
  return session;
}

function archived({ call, params, destination }: ImportCall, session: XnatPrearchiveSession): string {
  const { xnat, writer } = call;
  const { overwrite } = destination;
  try {
    const to = { overwrite, quarantine: says(params, "quarantine"), writer };
    return archiveUri(archiveSession(xnat, session, to));
  } catch (error) {
    // Its row names the subject by the accession id that it found (recorded: 133).
    if (error instanceof ArchiveRefusal)
      session.subject = xnat.archive.subject(session.subject, session.project)?.id ?? session.subject;
    throw error;
  }
}
