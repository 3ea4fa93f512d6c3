import { ScanferryError } from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import { serverMessage } from "../../http/server-message.js";
import { refusalError } from "../../prearchive/refusal.js";

interface Row {
  readonly pattern: RegExp;
  readonly code: "remote/refused" | "remote/quota" | "remote/not-found" | "remote/busy" | "auth/forbidden";
  readonly message: string;
  readonly hint: string;
  readonly retryable?: boolean;
}

/** Sentences of the import service (wire/xnat.md, 6 and 9; recordings 127 to 131; [S] GradualDicomImporter). */
const rows: readonly Row[] = [
  {
    pattern: /no space left|insufficient storage/i,
    code: "remote/quota",
    message: "There is no space left on the server.",
    hint: "Tell the administrator of the XNAT. Then run the same command again: what has arrived is not sent twice.",
  },
  {
    pattern: /no project named/i,
    code: "remote/not-found",
    message: "XNAT has no such project, or the account may not see it.",
    hint: "Check the project's ID; capital letters count.",
  },
  {
    pattern: /unable to (?:read|parse).*DICOM|contains no SOP/i,
    code: "remote/refused",
    message: "XNAT could not take one of the files in as DICOM.",
    hint: "Leave it out, or look at it with another program. A server without space left may say the same. What came before that file waits in the prearchive, and is not sent again.",
  },
  {
    pattern: /did not include pars(?:e)?able files/i,
    code: "remote/refused",
    message: "XNAT found no scan in what was sent.",
    hint: "Look at the plan (-n), and ask the administrator whether the site filters series.",
  },
  {
    pattern: /multiple imaging sessions/i,
    code: "remote/refused",
    message: "XNAT found several studies in one session.",
    hint: "Send each study as a session of its own (--split-studies).",
  },
  {
    pattern: /unable to identify upload format|unsupported format/i,
    code: "remote/refused",
    message: "XNAT did not recognize the archive.",
    hint: "A proxy may have changed or cut the request. Tell the administrator of the XNAT.",
  },
  {
    pattern: /unknown importer/i,
    code: "remote/refused",
    message: "This XNAT does not have the import service for zips of DICOM.",
    hint: "Tell its administrator.",
  },
  {
    pattern: /concurrent file sends/i,
    code: "remote/busy",
    message: "The server still works on an earlier transfer of the same files.",
    hint: "Wait a moment and run the same command again.",
    retryable: true,
  },
];

/**
 * Turns the refusal of an import into an error. What the server says may hold names of files and labels: it goes into the `subject`, unless it is a known
 * sentence that names nothing.
 */
export function importError(
  ctx: Pick<XnatContext, "baseUrl" | "now">,
  answer: { readonly status: number; readonly headers: Headers },
  text: string,
  about: { readonly path: string; readonly subject: string; readonly project: string },
): ScanferryError {
  const { status } = answer;
  const said = serverMessage(text);
  const row = status < 400 || said === undefined ? undefined : rows.find(({ pattern }) => pattern.test(said));
  if (row !== undefined) {
    const { code, message, hint, retryable = false } = row;
    return new ScanferryError(code, message, {
      hint,
      retryable,
      details: { status },
      subject: `${about.subject} (${said ?? ""})`,
    });
  }
  if (status === 403) return mayNotSend(about.subject, status);
  if (status === 401)
    return new ScanferryError(
      "auth/expired",
      "XNAT no longer knew the session in the middle of the transfer.",
      {
        hint: "Run the same command again: what has arrived is not sent twice.",
        retryable: true,
        details: { status },
        subject: about.subject,
      },
    );
  if (status === 413)
    return new ScanferryError(
      "remote/refused",
      "The server, or a proxy in front of it, refuses an upload of this size.",
      {
        hint: "Ask the administrator to raise the limit (client_max_body_size in nginx), or push fewer series at a time (--series) with --overwrite append.",
        details: { status },
        subject: about.subject,
      },
    );
  return refusalError(ctx, answer, text, about);
}

/** The error for an account that may look at a project and not add to it. */
export function mayNotSend(subject: string, status: number): ScanferryError {
  return new ScanferryError("auth/forbidden", "This account may not send data to the project.", {
    hint: "Ask the project's owner to make the account a member or an owner of it; collaborators may only read.",
    details: { status },
    subject,
  });
}
