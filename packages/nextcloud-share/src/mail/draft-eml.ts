import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";

/** What stands in a draft. */
export interface Draft {
  /** Who sends it; mail programs fill it in when it is missing. */
  from?: string | undefined;
  to?: { name: string; email: string } | undefined;
  subjectLine: string;
  text: string;
  date: Date;
}

/**
 * Gives a mail draft as RFC 5322 text: UTF-8, quoted-printable, encoded header words (RFC 2047), CRLF. `X-Unsent: 1`
 * makes Outlook open it as a draft instead of a received mail.
 */
export async function draftEml(draft: Draft): Promise<Uint8Array> {
  // The same draft has the same Message-ID, so that writing it again changes nothing but the date.
  const digest = createHash("sha256")
    .update(`${draft.to?.email ?? ""}\0${draft.subjectLine}\0${draft.text}`)
    .digest("hex");
  const composer = new MailComposer({
    ...(draft.from === undefined ? {} : { from: draft.from }),
    ...(draft.to === undefined ? {} : { to: { name: draft.to.name, address: draft.to.email } }),
    subject: draft.subjectLine.replaceAll(/[\r\n]+/g, " "),
    text: draft.text,
    textEncoding: "quoted-printable",
    date: draft.date,
    messageId: `<${digest.slice(0, 32)}@draft.invalid>`,
    headers: { "X-Unsent": "1" },
    newline: "\r\n",
    // A template is text: nothing in it may make the composer read a file or a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
