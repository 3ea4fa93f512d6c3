import { XnatError } from "../answers/xnat-error.js";
import { archiveSession } from "../prearchive/archive-session.js";
import { archivesItself, buildSession, commitSession } from "../prearchive/lifecycle.js";
import type { XnatPrearchiveSession } from "../prearchive/prearchive-session.js";
import { archiveUri, type ImportCall, intakeTarget, prearchiveUri, says } from "./import-call.js";
import { entryFileName, importEntries } from "./import-entries.js";
import { Intake } from "./intake.js";

/**
 * `DICOM-zip`: the entries are sorted in one by one, each study into a session of its own. Without a `dest` they stay in the
 * prearchive, RECEIVING (recorded: 110, 111); with one the sessions are built at once, and archived for `dest=/archive`.
 *
 * @throws XnatError 400 at an entry that is no DICOM; what came before it stays where it is (inferred)
 */
export async function dicomZip(one: ImportCall): Promise<readonly string[]> {
  const { call, params, tell } = one;
  const intake = new Intake(call.xnat, intakeTarget(one));
  const ignores = says(params, "Ignore-Unparsable");
  try {
    for await (const entry of importEntries(one)) {
      const taken = await intake.add(entry.content, entryFileName(entry), entry.body);
      if (taken === undefined && !ignores)
        throw new XnatError(400, `unable to read DICOM object ${entry.name}`);
    }
    await intake.flush();
  } finally {
    await intake.close();
    if (intake.sessions.size > 0) one.keep();
  }
  const uris = [...intake.sessions].map((session) => settled(one, session));
  tell("COMPLETED", `Successfully uploaded ${String(uris.length)} sessions to the prearchive.`);
  return uris;
}

/** Does with a session what the destination asks for. @throws ArchiveRefusal */
function settled(one: ImportCall, session: XnatPrearchiveSession): string {
  const { call, params, destination } = one;
  const { xnat, writer } = call;
  const { place, overwrite } = destination;
  if (place === "archive") {
    buildSession(xnat, session);
    const to = { overwrite, quarantine: says(params, "quarantine"), writer };
    return archiveUri(archiveSession(xnat, session, to));
  }
  if (params.get("action") === "commit") {
    const done = commitSession(xnat, session, { writer });
    if (done !== undefined) return archiveUri(done);
  } else if (place === "prearchive") buildSession(xnat, session);
  else if (!call.legacy && says(params, "Direct-Archive") && archivesItself(session))
    return directly(one, session);
  return prearchiveUri(session);
}

/** 1.9 writes straight into the archive and answers an address of its own for it (read in its source, not measured). */
function directly({ call, destination }: ImportCall, session: XnatPrearchiveSession): string {
  const { project, tag, name } = session;
  buildSession(call.xnat, session);
  archiveSession(call.xnat, session, { overwrite: destination.overwrite, writer: call.writer });
  return `/xapi/direct-archive/${project}/${tag}/${name}`;
}
