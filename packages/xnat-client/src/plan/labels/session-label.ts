import { ScanferryError } from "@scanferry/transfer";

/** What a session's label is made of. */
export interface LabelParts {
  subject: string;
  /** Empty where neither a folder nor an option names the session. */
  session: string;
  studyDate: string;
}

const fields = /\{([^{}]*)\}/g;
const known = ["subject", "session", "studyDate"];

/** The script of the labs joins them so (today/002). */
export const defaultTemplate = "{subject}_{session}";

/** @throws {@link ScanferryError} `input/invalid` */
export function checkTemplate(template: string): void {
  const wrong = [...template.matchAll(fields)].find(([, name = ""]) => !known.includes(name));
  if (wrong === undefined && !/[{}]/.test(template.replace(fields, "")) && template !== "") return;
  throw new ScanferryError("input/invalid", "The session's label has a field that does not exist.", {
    hint: "Fields are {subject}, {session} and {studyDate}.",
    subject: template,
  });
}

/**
 * Fills a template. A session that already begins with its subject, as in a tree that was downloaded, is not prefixed again; and where there is
 * none, the sign before it goes too.
 */
export function sessionLabel(template: string, { subject, session, studyDate }: LabelParts): string {
  const again = `${subject}_`;
  const isPrefixed = session.startsWith(again) && session.length > again.length;
  const short = isPrefixed ? session.slice(again.length) : session;
  const text = template.replace(/\{subject\}_\{session\}/g, () => (short === "" ? subject : again + short));
  return text.replace(fields, (_, name: string) => ({ subject, session, studyDate })[name] ?? "");
}
