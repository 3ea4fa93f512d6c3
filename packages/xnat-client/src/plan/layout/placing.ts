import { ScanferryError } from "@scanferry/transfer";
import { headerLabels } from "../labels/header-labels.js";
import type { PlanOptions } from "../plan-options.js";
import type { FoundFile, PlanSource } from "../sources/found-file.js";
import { treeLayout, type LayoutMatch, type TreeLayout } from "./tree-layout.js";

/** Which session a file belongs to. */
export interface Place {
  /** The same for all files of a session. */
  key: string;
  /** The folder or archive, for people. */
  origin: string;
  subject: string;
  /** What stands for `{session}`; empty where nothing names it. */
  session: string;
  /** Name of the series' folder; empty where the file lies in none. */
  series: string;
  isDeep: boolean;
  /** The folder whose name the layout can read in more than one way. */
  ambiguous?: string | undefined;
}

/** Says where files belong. */
export interface Placing {
  /** `elsewhere` where a file's folders do not fit, `unknown` where only a header could tell and there is none. */
  place(file: FoundFile): Place | "elsewhere" | "unknown";
  /** The session of a folder that nobody can look into; of one above the sessions, without a name. */
  placeOfFolder(source: PlanSource, folder: string): Place | undefined;
  /** The subject of a folder that names one, so that nobody looks into those that are not asked for. */
  subjectOf(folder: string): string | undefined;
}

/** @throws {@link ScanferryError} `input/invalid` for options that contradict each other */
export function placing(options: PlanOptions): Placing {
  const layout = treeLayout(options.layout ?? layoutFor(options));
  checkNames(layout, options);
  const { names } = layout;
  const needsHeader =
    options.byHeader === true &&
    ((!names.subject && options.subject === undefined) || (!names.session && options.session === undefined));
  const place: Placing["place"] = (file) => {
    const match = layout.match(foldersOf(file));
    if (match === undefined) return "elsewhere";
    const told = labelsOf(match, options, file);
    if (told === undefined && needsHeader) return "unknown";
    const { subject, session } = told ?? { subject: "", session: "" };
    // Folders that name neither tell no sessions apart: their labels do.
    const isNamed = names.subject || names.session;
    const origin = match.prefix === "" ? file.source.path : `${file.source.path}/${match.prefix}`;
    const key = `${isNamed ? origin : ""}\0${subject}\0${session}`;
    const { series, isDeep, ambiguous } = match;
    return { key, origin, subject, session, series, isDeep, ambiguous };
  };
  const subjectOf: Placing["subjectOf"] = (folder) => layout.subjectOf(folder.split("/"));
  const placeOfFolder: Placing["placeOfFolder"] = (source, folder) => {
    const match = layout.match(folder.split("/"));
    const subject = match?.subject ?? subjectOf(folder) ?? options.subject;
    if (subject === undefined) return undefined;
    const session = match?.session ?? "";
    const origin = `${source.path}/${folder}`;
    return { key: `${origin}\0${subject}\0${session}`, origin, subject, session, series: "", isDeep: false };
  };
  return { place, placeOfFolder, subjectOf };
}

function labelsOf(
  match: LayoutMatch,
  options: PlanOptions,
  { header }: FoundFile,
): { subject: string; session: string } | undefined {
  const subject = match.subject ?? options.subject;
  const session = match.session ?? options.session;
  if (options.byHeader !== true || (subject !== undefined && session !== undefined))
    return { subject: subject ?? "", session: session ?? "" };
  if (header === undefined) return undefined;
  const told = headerLabels(header, options.rules);
  return { subject: subject ?? told.subject, session: session ?? told.session };
}

/** What is named by an option needs no folder. */
function layoutFor({ byHeader, subject, session }: PlanOptions): string {
  if (byHeader === true || (subject !== undefined && session !== undefined)) return "";
  if (subject !== undefined) return "session/series";
  return session === undefined ? "subject/session/series" : "subject/series";
}

function checkNames({ names }: TreeLayout, { subject, session, byHeader }: PlanOptions): void {
  const invalid = (message: string, hint: string): ScanferryError =>
    new ScanferryError("input/invalid", message, { hint });
  if (names.subject && subject !== undefined)
    throw invalid(
      "Both the layout and an option name the subject.",
      "Write * in the layout instead of subject.",
    );
  if (names.session && session !== undefined)
    throw invalid(
      "Both the layout and an option name the session.",
      "Write * in the layout instead of session.",
    );
  if (!names.subject && subject === undefined && byHeader !== true)
    throw invalid(
      "Neither the layout nor an option names the subject.",
      "Give --subject, or take it from the headers with --by-header.",
    );
}

/** The folders of a file. In archives, `./` may stand before them (tar of `.`), and some programs of Windows write `\` between them. */
function foldersOf({ source, path }: FoundFile): string[] {
  if (source.kind === "folder") return path.split("/").slice(0, -1);
  return path
    .split(/[\\/]/)
    .slice(0, -1)
    .filter((name) => name !== "" && name !== ".");
}
