import { ScanferryError } from "@scanferry/transfer";
import { unpulled } from "./unpulled.js";

/** What the folders of a file say. */
export interface LayoutMatch {
  subject: string | undefined;
  session: string | undefined;
  /** The folders down to the session's, which tell it from others. */
  prefix: string;
  /** Name of the series' folder; empty for a file that lies in the session's folder itself. */
  series: string;
  /** Whether further folders lie between the series' folder and the file. */
  isDeep: boolean;
  /** The folder that a template splits in more than one way, where there is one: `{subject}_{session}` and `SITE_1_pre`. */
  ambiguous?: string;
}

/** What the folders below a source stand for. */
export interface TreeLayout {
  /** Whether folders name the subject, and the session. */
  readonly names: { readonly subject: boolean; readonly session: boolean };
  /** Reads the folders of a file, the outermost one first; nothing where the file lies in none that the layout knows. */
  match(folders: readonly string[]): LayoutMatch | undefined;
  /** The subject of a folder that names one; nothing for folders above and below. */
  subjectOf(folders: readonly string[]): string | undefined;
}

const words: Readonly<Record<string, string>> = { subject: "{subject}", session: "{session}", "*": "*" };

/**
 * Makes a layout of its text, such as `subject/session/series`. Behind one that does not end in `series`, any depth will do, and the
 * folder that a file lies in is its series'.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function treeLayout(text: string): TreeLayout {
  const parts = text === "" ? [] : text.replace(/\/$/, "").split("/");
  const hasSeries = parts.at(-1) === "series" || parts.at(-1) === "{series}";
  const segments = (hasSeries ? parts.slice(0, -1) : parts).map(segment);
  const fields = segments.flatMap((one) => one.fields);
  if (new Set(fields).size < fields.length) throw malformed(text);
  const subjectAt = segments.findIndex((one) => one.fields.includes("subject"));
  // What lies below the last name is inside of one session: `{subject}_{session}/*` has one session in a folder, however many are in it.
  const named = segments.findLastIndex((one) => one.fields.length > 0);
  return {
    subjectOf: (folders) => {
      if (subjectAt < 0 || folders.length !== subjectAt + 1) return undefined;
      const found = folders.map((name, index) => segments[index]?.pattern.exec(name));
      return found.every((one) => one !== null && one !== undefined)
        ? found[subjectAt]?.groups?.["subject"]
        : undefined;
    },
    names: { subject: fields.includes("subject"), session: fields.includes("session") },
    match: (given) => {
      const { folders, seriesAt } = unpulled(given);
      if (folders.length < segments.length) return undefined;
      // In a download it is known which folder is the series': a session's own zip has no subject above.
      if (seriesAt !== undefined && (hasSeries ? seriesAt !== segments.length : seriesAt < segments.length))
        return undefined;
      const values: Record<string, string> = {};
      let ambiguous: string | undefined;
      for (const [index, one] of segments.entries()) {
        const folder = folders[index] ?? "";
        const found = one.pattern.exec(folder);
        if (found === null) return undefined;
        const other = one.otherWay.exec(folder);
        if (one.fields.some((field) => other?.groups?.[field] !== found.groups?.[field]))
          ambiguous ??= folder;
        Object.assign(values, found.groups);
      }
      const rest = folders.slice(segments.length);
      return {
        subject: values["subject"],
        session: values["session"],
        prefix: given.slice(0, named < 0 ? segments.length : named + 1).join("/"),
        series: (hasSeries ? rest[0] : folders.slice(named + 1).at(-1)) ?? "",
        isDeep: hasSeries && rest.length > 1,
        ...(ambiguous === undefined ? {} : { ambiguous }),
      };
    },
  };
}

interface Segment {
  /** Its fields take as little as they can, the first one first. */
  pattern: RegExp;
  /** They take as much as they can: where that gives the same, a name can be read in one way alone. */
  otherWay: RegExp;
  fields: string[];
}

/** One level: `*`, or text with fields. */
function segment(given: string): Segment {
  const text = words[given] ?? given;
  const fields: string[] = [];
  const pieces = text.split(/(\{[^{}]*\}|\*)/).map((piece) => {
    if (piece === "*") return { open: ".*", close: "" };
    const field = /^\{(subject|session)\}$/.exec(piece)?.[1];
    if (field !== undefined) {
      fields.push(field);
      return { open: `(?<${field}>.+`, close: ")" };
    }
    if (/[{}]/.test(piece)) throw malformed(given);
    return piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  if (text === "" || text === "series" || text === "{series}" || new Set(fields).size < fields.length)
    throw malformed(given);
  const pattern = (quantifier: "" | "?"): RegExp => {
    const source = pieces.map((piece) =>
      typeof piece === "string" ? piece : `${piece.open}${quantifier}${piece.close}`,
    );
    return new RegExp(`^${source.join("")}$`, "su");
  };
  return { pattern: pattern("?"), otherWay: pattern(""), fields };
}

function malformed(text: string): ScanferryError {
  return new ScanferryError("input/invalid", "The layout cannot be understood.", {
    hint: "Write subject, session, series or * between slashes, or text with {subject} and {session}, each of them once and series at the end: subject/session/series, subject/series, '{subject}_{session}/*'.",
    subject: text,
  });
}
