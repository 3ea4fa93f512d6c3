import { ScanferryError } from "@scanferry/transfer";

/** The names that a mail template may use. */
export const placeholders = ["subject", "name", "email", "url", "expire", "expire_text", "contact"] as const;

/** A name that a mail template may use. */
export type Placeholder = (typeof placeholders)[number];

const placeholderPattern = /\{([\p{L}_][\p{L}\p{N}_-]*)\}/gu;
/** The place of the link in the sample mail of today's script. */
const todaysLink = "https://LINK-TO-FILE";

const secretNames = /^(?:link[_-]?)?(?:password|passwort|passphrase|pw|kennwort)$/i;

/** A template, split into the subject line of the mail and its text. */
export interface MailTemplate {
  subjectLine: string;
  body: string;
}

/** The names between braces in a text. */
function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(placeholderPattern)].map((match) => match[1] ?? ""))];
}

/**
 * Reads a mail template: an optional first line `Subject: …` (or `Betreff: …`), then the text.
 *
 * @throws {@link ScanferryError} `input/invalid` when it asks for the password, uses an unknown name, or has no place
 * for the link
 */
export function parseTemplate(text: string, defaultSubjectLine: string): MailTemplate {
  const clean = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const names = namesIn(clean);
  if (names.some((name) => secretNames.test(name))) {
    throw new ScanferryError("input/invalid", "The mail template asks for the password.", {
      hint: "The password never goes by the same way as the link. Remove the placeholder: the texts with the passwords are written to a folder of their own.",
    });
  }
  const unknown = names.filter((name) => !(placeholders as readonly string[]).includes(name));
  if (unknown.length > 0) {
    throw new ScanferryError(
      "input/invalid",
      `The mail template uses unknown names: {${unknown.join("}, {")}}.`,
      {
        hint: `Known are ${placeholders.map((name) => `{${name}}`).join(" ")}.`,
      },
    );
  }
  if (!names.includes("url") && !clean.includes(todaysLink)) {
    throw new ScanferryError("input/invalid", "The mail template has no place for the link.", {
      hint: "Write {url} where the link belongs.",
    });
  }
  const head = /^(?:subject|betreff):[ \t]*([^\n]+)\n+/i.exec(clean);
  return {
    subjectLine: head?.[1]?.trim() ?? defaultSubjectLine,
    body: head === null ? clean : clean.slice(head[0].length),
  };
}

/** Puts values into a text in one pass, so that a name such as `{url}` within a value is never replaced again. */
export function fillTemplate(text: string, values: Readonly<Record<Placeholder, string>>): string {
  const known = values as Readonly<Record<string, string>>;
  return text.replaceAll(
    new RegExp(`${todaysLink}|${placeholderPattern.source}`, "gu"),
    (whole, name?: string) => (name === undefined ? values.url : (known[name] ?? whole)),
  );
}
