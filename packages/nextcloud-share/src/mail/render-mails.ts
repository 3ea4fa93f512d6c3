import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  ScanferryError,
  fsError,
  safeName,
  throwIfAborted,
  toScanferryError,
  type TransferResult,
} from "@scanferry/transfer";
import { dayIn } from "../expiry/iso-day.js";
import type { ShareListRow } from "../list/columns.js";
import { dayInWords, defaultMailTemplate, fallbacks, secretText } from "./default-template.js";
import { draftEml } from "./draft-eml.js";
import { fillTemplate, parseTemplate } from "./fill-template.js";
import { recipientKey, type Recipient } from "./recipients.js";
import { writeDraft } from "./write-draft.js";

/** How mail drafts are written. */
export interface RenderMailsOptions {
  /** Folder for the drafts, `SUBJECT.txt` and `SUBJECT.eml`. */
  outDir: string;
  /** Folder for the texts with the passwords, `SUBJECT.txt`, mode 0600. @default `OUTDIR-passwords` */
  passwordsDir?: string;
  /** Text of the template; without one the built-in text is used, see {@link defaultMailTemplate}. */
  template?: string;
  /** Names and addresses by participant, see {@link parseRecipients}. Without one, drafts have no recipient. */
  recipients?: ReadonlyMap<string, Recipient>;
  /** Whom the participant may ask. */
  contact?: string;
  /** Sender of the drafts; mail programs fill it in when it is missing. */
  from?: string;
  /** Language of the built-in texts and of days in words. @default "en" */
  lang?: "en" | "de";
  /** How the zips were encrypted; the built-in text tells how to open them. @default "aes-256" */
  encryption?: "aes-256" | "zipcrypto";
  /** Replace drafts that are already there with another text. @default false */
  overwrite?: boolean;
  /** Only say what would be written. @default false */
  dryRun?: boolean;
  /** The present moment in milliseconds; it stands in the drafts and tells expired links. @default Date.now */
  now?: () => number;
  /** Zone of the days in the list: that of the Nextcloud account, `cloud.timeZone.name`. @default "UTC" */
  timeZone?: string;
  signal?: AbortSignal;
}

/** Why a row gets no mail; undefined when it gets one. */
function reasonToSkip(row: ShareListRow, today: string): string | undefined {
  if (row.url === "") return "The row has no link.";
  if (row.status === "revoked") return "The link was revoked.";
  if (row.expire !== "" && row.expire < today) return "The link's last day is over.";
  return undefined;
}

/** Writes the three texts of one participant. */
async function writeTexts(
  row: ShareListRow,
  options: RenderMailsOptions,
  passwordsDir: string,
): Promise<boolean> {
  const lang = options.lang ?? "en";
  const words = fallbacks[lang];
  const recipient = options.recipients?.get(recipientKey(row.subject));
  const template = parseTemplate(
    options.template ??
      defaultMailTemplate({
        lang,
        encryption: options.encryption ?? "aes-256",
        linkPassword: row.linkPassword !== "",
      }),
    words.subjectLine,
  );
  const values = {
    subject: row.subject,
    name: recipient === undefined || recipient.name === "" ? words.name : recipient.name,
    email: recipient?.email ?? "",
    url: row.url,
    expire: row.expire,
    expire_text: dayInWords(row.expire, lang),
    contact: options.contact ?? words.contact,
  };
  const text = fillTemplate(template.body, values);
  const subjectLine = fillTemplate(template.subjectLine, values);
  // A template may carry the password as plain words, not only as a placeholder.
  for (const secret of [row.password, row.linkPassword]) {
    if (secret !== "" && (text.includes(secret) || subjectLine.includes(secret))) {
      throw new ScanferryError("input/invalid", "The mail would contain a password.", {
        hint: "Remove it from the template; it belongs to another channel than the link.",
      });
    }
  }
  const eml = await draftEml({
    from: options.from,
    to: recipient === undefined || recipient.email === "" ? undefined : recipient,
    subjectLine,
    text,
    date: new Date((options.now ?? Date.now)()),
  });
  const file = safeName(row.subject);
  const overwrite = { overwrite: options.overwrite ?? false };
  const encode = (content: string): Uint8Array => new TextEncoder().encode(content);
  const written = [
    await writeDraft(
      join(options.outDir, `${file}.txt`),
      encode(`Subject: ${subjectLine}\n\n${text}`),
      overwrite,
    ),
    await writeDraft(join(options.outDir, `${file}.eml`), eml, overwrite),
  ];
  if (row.password !== "") {
    const secret = encode(secretText(lang, row));
    written.push(await writeDraft(join(passwordsDir, `${file}.txt`), secret, overwrite));
  }
  return written.includes("written");
}

/**
 * Writes one mail draft per row of a share list, as `.txt` and `.eml`, never with a password; the texts with the
 * passwords go to a folder of their own. Rows without a link, revoked and expired ones are skipped.
 *
 * @throws {@link ScanferryError} `input/invalid` for a template that asks for the password, uses an unknown name or has
 * no place for the link, or when both folders are the same
 * @example
 * ```ts
 * const { rows } = await readShareList("share-list.xlsx");
 * const recipients = parseRecipients(await readFile("recipients.csv"));
 * for await (const result of renderMails(rows, { outDir: "mails", recipients })) console.log(result.target);
 * ```
 */
export async function* renderMails(
  rows: Iterable<ShareListRow>,
  options: RenderMailsOptions,
): AsyncGenerator<TransferResult> {
  const passwordsDir = options.passwordsDir ?? `${options.outDir.replace(/[/\\]+$/, "")}-passwords`;
  if (resolve(passwordsDir) === resolve(options.outDir)) {
    throw new ScanferryError("input/invalid", "The passwords would lie in the folder of the mails.", {
      hint: "Give the texts with the passwords a folder of their own.",
    });
  }
  // A template that cannot be used stops everything before the first file.
  if (options.template !== undefined) parseTemplate(options.template, "");
  const today = dayIn(options.timeZone ?? "UTC", (options.now ?? Date.now)());
  if (options.dryRun !== true) {
    for (const folder of [options.outDir, passwordsDir]) {
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
        throw fsError(error, folder);
      });
    }
  }
  const seen = new Set<string>();
  for (const row of rows) {
    throwIfAborted(options.signal);
    const base = {
      id: row.subject,
      target: join(options.outDir, `${safeName(row.subject)}.eml`),
      action: "mail",
      bytes: 0,
    };
    const reason = reasonToSkip(row, today);
    const key = safeName(row.subject).toLowerCase();
    if (reason !== undefined || seen.has(key)) {
      const error = new ScanferryError("input/invalid", reason ?? "Another row has the same participant.", {
        subject: row.subject,
      });
      yield { ...base, status: "skipped", error };
      continue;
    }
    seen.add(key);
    if (options.dryRun === true) {
      yield { ...base, status: "planned" };
      continue;
    }
    try {
      const written = await writeTexts(row, options, passwordsDir);
      yield { ...base, status: written ? "done" : "unchanged" };
    } catch (error) {
      yield { ...base, status: "failed", error: toScanferryError(error) };
    }
  }
}
