import { ScanferryError, changedError } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import { isKnownSentence } from "../http/known-sentences.js";
import { serverMessage } from "../http/server-message.js";
import type { ErrorAbout } from "../http/xnat-error.js";
import { xnatError } from "../http/xnat-error.js";
import { mayNotWrite } from "../resource/server/write-error.js";

/** Why the server would not take a session, in one word of ours. */
export type RefusalReason =
  | "exists"
  | "same-files"
  | "same-scan"
  | "label-in-use"
  | "changed-identity"
  | "processing"
  | "locked"
  | "unassigned"
  | "unknown";

interface Row {
  readonly pattern: RegExp;
  readonly reason: RefusalReason;
  readonly code: "remote/exists" | "remote/conflict" | "remote/refused";
  readonly message: string;
  readonly hint: string;
}

const choose =
  "Compare the two. Then add what is new (append), replace what is there (delete), give this one another label, or leave it where it is.";

/** The server's sentences are those of Java's archiver, the same from 1.6 to 1.9 (wire/xnat.md, 6; recordings 120 and 212). */
const rows: readonly Row[] = [
  {
    pattern: /already exists with (?:matching files|the same resources)/i,
    reason: "same-files",
    code: "remote/exists",
    message: "The archive has a session of this label with the same files.",
    hint: choose,
  },
  {
    pattern: /session already exists|retry with overwrite/i,
    reason: "exists",
    code: "remote/exists",
    message: "The archive has a session of this label.",
    hint: choose,
  },
  {
    pattern: /already contains a scan|scan.*same UID/i,
    reason: "same-scan",
    code: "remote/conflict",
    message: "The archive's session has a scan of the same number or UID.",
    hint: choose,
  },
  {
    pattern: /already in use/i,
    reason: "label-in-use",
    code: "remote/conflict",
    message: "The label belongs to another subject's session.",
    hint: "Correct the subject, or give the session another label.",
  },
  {
    pattern: /invalid modification of session/i,
    reason: "changed-identity",
    code: "remote/conflict",
    message: "The session in the archive has another subject, project, label, study or modality.",
    hint: "These cannot be changed by archiving over it. Give this one another label, or correct the one in the archive first.",
  },
  {
    pattern: /processing may already be in progress/i,
    reason: "processing",
    code: "remote/conflict",
    message: "The server says that the session is still being processed.",
    hint: "Wait for the processing of this session to end. Where it never does, its workflow was left open: an administrator can end it, and replacing the session (delete) goes past it.",
  },
  {
    pattern: /locked|operation already in progress|status not allowed/i,
    reason: "locked",
    code: "remote/conflict",
    message: "The server is at work on this session.",
    hint: "Wait until its status is READY, then try again.",
  },
  {
    pattern: /from the unassigned folder/i,
    reason: "unassigned",
    code: "remote/refused",
    message: "A session that no project claimed cannot be archived.",
    hint: "Move it to its project first.",
  },
];

/** What the server says about a refusal, without the word with which 1.6 begins it. */
function refusalText(text: string): string | undefined {
  const said = serverMessage(text)?.replace(/^FAILED:\s*/i, "");
  return said === undefined || said === "" ? undefined : said;
}

/**
 * Turns the refusal of an import, a commit or an archiving into an error. Which status carries it differs: 409 for SI, 400 for DICOM-zip, 500
 * with "FAILED: …" for commit and archive (wire/xnat.md, 11b), so the sentence decides. `details.reason` has a {@link RefusalReason}; what the
 * server said stands in the message where it names nothing, and otherwise in the `subject`.
 */
export function refusalError(
  ctx: Pick<XnatContext, "baseUrl" | "now">,
  answer: { readonly status: number; readonly headers: Headers },
  text: string,
  about: ErrorAbout,
): ScanferryError {
  const { status } = answer;
  const said = refusalText(text);
  const row = status < 400 || said === undefined ? undefined : rows.find(({ pattern }) => pattern.test(said));
  if (row === undefined || said === undefined) return unknownRefusal(ctx, answer, text, about);
  const { reason, code, message, hint } = row;
  const { subject = about.path } = about;
  const isOpen = isKnownSentence(said);
  return new ScanferryError(code, isOpen ? `${message} It says: “${said}”` : message, {
    hint,
    details: { status, reason },
    subject: isOpen ? subject : `${subject} (${said})`,
  });
}

/** A 500 that says FAILED has been worked out to its end: repeating it brings the same. */
function unknownRefusal(
  ctx: Pick<XnatContext, "baseUrl" | "now">,
  answer: { readonly status: number; readonly headers: Headers },
  text: string,
  about: ErrorAbout,
): ScanferryError {
  if (answer.status === 403) return mayNotWrite(about.subject ?? about.path);
  const error = xnatError(ctx, answer, text, about);
  if (!/\bFAILED:/.test(serverMessage(text) ?? "")) return error;
  const { subject = about.path } = about;
  const said = refusalText(text);
  return changedError(
    new ScanferryError("remote/refused", "The server could not archive the session.", {
      hint: "The session's log on the web page (prearchive, Details) says why.",
      details: { status: answer.status, reason: "unknown" },
    }),
    { subject: said === undefined ? subject : `${subject} (${said})` },
  );
}
