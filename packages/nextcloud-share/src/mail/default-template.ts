import { englishMail, englishSecret } from "./texts-en.js";
import { germanMail, germanSecret } from "./texts-de.js";

/** What the built-in texts depend on. */
export interface DefaultTemplateOptions {
  /** Language of the text. @default "en" */
  lang?: "en" | "de";
  /** How the zips are encrypted: it decides which programs open them. @default "aes-256" */
  encryption?: "aes-256" | "zipcrypto";
  /** Whether the link itself asks for a password. @default false */
  linkPassword?: boolean;
}

/** What the built-in texts put for values that are not given. */
export const fallbacks = {
  en: { name: "participant", contact: "the study team", subjectLine: "Your MRI scan is ready to download" },
  de: {
    name: "Teilnehmer:in",
    contact: "das Studienteam",
    subjectLine: "Ihre MRT-Aufnahme steht zum Herunterladen bereit",
  },
} as const;

/**
 * Gives the built-in mail template: where the scan lies, until when, and how to open the zip on Windows, macOS, Linux
 * and a phone. It is meant to be saved and changed.
 *
 * @example
 * ```ts
 * defaultMailTemplate({ lang: "de", encryption: "aes-256" });
 * ```
 */
export function defaultMailTemplate(options: DefaultTemplateOptions = {}): string {
  const write = options.lang === "de" ? germanMail : englishMail;
  return write(options.encryption ?? "aes-256", options.linkPassword ?? false);
}

/** Gives the text with the passwords, for the other channel. It holds neither link nor name: alone it is of no use. */
export function secretText(lang: "en" | "de", passwords: { password: string; linkPassword: string }): string {
  return (lang === "de" ? germanSecret : englishSecret)(passwords.password, passwords.linkPassword);
}

/** Writes a day as people read it: `12 December 2026`, `12. Dezember 2026`. A text that is no day stays as it is. */
export function dayInWords(day: string, lang: "en" | "de"): string {
  const moment = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(moment)) return day;
  return new Intl.DateTimeFormat(lang === "de" ? "de-DE" : "en-GB", {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(moment);
}
