import { looksLikeHtml, present } from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import type { PlannedSession } from "../../plan/planned-session.js";
import { importError } from "./import-error.js";
import type { SessionBody } from "./session-body.js";

/** How a session is sent. */
export interface ImportOptions {
  readonly quarantine?: boolean | undefined;
  /** How long the server may work on it once it has everything. @default 600000 */
  readonly answerMs?: number | undefined;
  readonly signal: AbortSignal;
  /** Called with the size of each piece that left. */
  readonly onSent?: ((bytes: number) => void) | undefined;
}

const path = "/data/services/import";

/** The server does not read on while it anonymizes a large object. */
const stallMs = 300_000;

/**
 * Sends a session to the import service: one request, never repeated here. It is only stored, in the prearchive: without `dest` nothing is archived,
 * and `prevent_auto_commit` keeps the server from taking a half one for whole after some idle minutes ([S] DicomZipImporter). 1.6 reads the long names of
 * the labels alone, later ones both (wire/xnat.md, 9).
 *
 * @returns the addresses at which the server says that the data are; none where it stored nothing
 * @throws {@link ScanferryError} as {@link importError} says, `net/*`, `data/size-mismatch`, `aborted`
 */
export async function sendImport(
  ctx: XnatContext,
  { project, subject, session, id }: PlannedSession,
  body: SessionBody,
  { quarantine, answerMs = 600_000, signal, onSent }: ImportOptions,
): Promise<readonly string[]> {
  const answer = await ctx.http.bytes("POST", path, {
    query: present({
      "import-handler": "DICOM-zip",
      inbody: "true",
      PROJECT_ID: project,
      SUBJECT_ID: subject,
      EXPT_LABEL: session,
      project,
      subject,
      session,
      prevent_auto_commit: "true",
      quarantine: quarantine === true ? "true" : undefined,
      SOURCE: "scanferry",
    }),
    headers: { "Content-Type": "application/zip" },
    body,
    signal,
    answerMs: ctx.network?.answerMs ?? answerMs,
    stallMs: ctx.network?.stallMs ?? stallMs,
    ...(onSent === undefined ? {} : { onSent }),
  });
  const { status } = answer;
  const text = await answer.text();
  if (status < 200 || status > 299 || looksLikeHtml(text))
    throw importError(ctx, answer, text, { path, subject: id, project });
  return text
    .split(/\s*[\r\n]+\s*/)
    .map((line) => /(?:\/data)?(\/(?:pre)?archive\/projects\/[^\s<>"?#]+)/.exec(line)?.[1])
    .flatMap((uri) => (uri === undefined ? [] : [`/data${uri}`]));
}
