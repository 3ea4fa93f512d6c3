import { ScanferryError } from "@scanferry/transfer";
import { projects } from "../../calls/projects.js";
import type { XnatContext } from "../../context.js";
import { isArchiveUri } from "../../prearchive/answered-uri.js";
import { parseSessionAddress, unassignedProject } from "../../prearchive/session-address.js";
import { buildSession } from "../import/build-session.js";
import { mayNotSend } from "../import/import-error.js";
import { sendImport } from "../import/send-import.js";
import { sessionBody } from "../import/session-body.js";
import { unassignedSession, waitingSessions } from "../look/waiting-sessions.js";
import { checkOwnRow } from "./own-row.js";
import type { SessionRun } from "./push-run.js";
import { waitOptions } from "./push-run.js";

/** What is sent of a session. */
interface SendFilesOptions {
  /** Which files; all where it is left out. */
  readonly isWanted: ((number: number) => boolean) | undefined;
  /** Called when the last byte has left: from now on only the answer can be lost. */
  readonly onAllSent: () => void;
  /** The session of the prearchive that is completed. */
  readonly completes?: string | undefined;
}

/**
 * Sends files of a session and has the server put it together.
 *
 * @returns the address of the session: in the prearchive, or in the archive of a site that archives at once (Direct-Archive, 1.8 and later); and
 * whether the server's answer named it
 */
export async function sendFiles(
  run: SessionRun,
  { isWanted, onAllSent, completes }: SendFilesOptions,
): Promise<{ uri: string; isAnswered: boolean }> {
  const { ctx, session, expected, options, signal, emit } = run;
  const { id } = session;
  const withDigests = ctx.version.line !== "1.6";
  const body = await sessionBody(session, { expected, isWanted, withDigests, signal });
  const target = `/data/prearchive/projects/${encodeURIComponent(session.project)}`;
  emit({ type: "start", id, target, action: "push", fromByte: 0, sizeBytes: body.lengthBytes });
  const { progressMs = 100 } = options;
  let bytes = 0;
  let toldMs = Number.NEGATIVE_INFINITY;
  const onSent = (sent: number): void => {
    bytes += sent;
    const isAll = bytes >= body.lengthBytes;
    if (isAll) onAllSent();
    if (!isAll && ctx.now() - toldMs < progressMs) return;
    toldMs = ctx.now();
    emit({ type: "progress", id, bytes, sizeBytes: body.lengthBytes });
  };
  const answered = await sendImport(ctx, session, body, {
    quarantine: options.quarantine,
    answerMs: options.settleTimeoutMs,
    signal,
    onSent,
  });
  emit({ type: "check", id });
  const uri = await storedAt(run, answered);
  const isAnswered = answered.length === 1;
  if (isArchiveUri(uri)) return { uri, isAnswered };
  await checkOwnRow(run, uri, completes);
  const built = await buildSession(ctx, uri, waitOptions(run));
  return { uri: built.uri.replace(/^(?!\/data\/)/, "/data"), isAnswered };
}

/** Checks where the server says that it put the data. */
async function storedAt(run: SessionRun, answered: readonly string[]): Promise<string> {
  const { ctx, session, signal } = run;
  const [uri, ...others] = answered;
  if (others.length > 0) throw severalStudies(session.id, answered.length);
  const found = uri ?? (await waitingSessions(ctx, session, { signal })).same[0]?.uri;
  if (found === undefined) throw await nothingStored(run);
  if (isArchiveUri(found)) return found;
  const address = parseSessionAddress(found);
  if (address?.project === unassignedProject) throw unclaimed(found);
  return found;
}

/** The server answered 200 and stored nothing: for missing rights ([S]), filtered series, or a site script that dropped everything. */
async function nothingStored({ ctx, session, signal }: SessionRun): Promise<ScanferryError> {
  const { project, id, studyUids } = session;
  const stray = await unassignedSession(ctx, studyUids, { signal });
  if (stray !== undefined) return unclaimed(stray.uri);
  if (!(await mayWrite(ctx, project, signal))) return mayNotSend(id, 200);
  return new ScanferryError("remote/refused", "XNAT took the data and stored nothing of them.", {
    hint: "The site may filter series, or its anonymization script may drop them. Ask the administrator of the XNAT.",
    details: { status: 200, reason: "nothing-stored" },
    subject: id,
  });
}

async function mayWrite(
  ctx: XnatContext,
  project: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  for await (const { id } of projects(ctx, { data: "writable", signal })) if (id === project) return true;
  return false;
}

function unclaimed(subject: string): ScanferryError {
  return new ScanferryError(
    "auth/forbidden",
    "XNAT did not give the data to the project: they lie in Unassigned.",
    {
      hint: "The account may not send to this project. An administrator can move the session to it (scanferry xnat prearchive move) or delete it; ask the project's owner for the rights before the next push.",
      details: { reason: "unassigned" },
      subject,
    },
  );
}

function severalStudies(subject: string, sessions: number): ScanferryError {
  return new ScanferryError(
    "remote/conflict",
    `XNAT made ${String(sessions)} sessions of what was sent as one.`,
    {
      hint: "Look at them in the prearchive (scanferry xnat prearchive ls), and send each study as a session of its own (--split-studies).",
      details: { sessions },
      subject,
    },
  );
}
