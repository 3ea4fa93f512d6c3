import { ScanferryError } from "@scanferry/transfer";

/** A place in the archive, as the command line names it: `PROJECT/SUBJECT/SESSION/SCAN/RESOURCE`. */
export interface ArchivePath {
  project: string;
  subject?: string;
  session?: string;
  scan?: string;
  /** A resource of what stands before it; of a scan, or of what `resources` follows. */
  resource?: string;
  /** Whether the path ends with the word `resources`, and so means all those of its place. */
  allResources?: boolean;
}

/** The word that leads to the resources of a project, a subject or a session, as in XNAT's own addresses. */
const resourcesWord = "resources";

const levels = ["project", "subject", "session", "scan"] as const;

/**
 * Reads a place in the archive. A slash divides, because labels of XNAT hold none; all other signs are taken as they are.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function parseArchivePath(text: string): ArchivePath {
  const parts = text.replace(/\/+$/, "").split("/");
  if (parts.some((part) => part.trim() === "" || part === "." || part === ".."))
    throw invalid("A part of the path is empty.", text);
  const path: Partial<ArchivePath> = {};
  const [project = "", ...rest] = parts;
  for (let at = 0; at < rest.length; at++) {
    const part = rest[at] ?? "";
    const left = rest.length - at - 1;
    const level = levels[at + 1];
    if (part === resourcesWord) {
      if (left > 1) throw invalid("A path ends with its resource.", text);
      const label = rest[at + 1];
      return { project, ...path, ...(label === undefined ? { allResources: true } : { resource: label }) };
    }
    if (level === undefined) {
      if (left > 0) throw invalid("The path has too many parts.", text);
      return { project, ...path, resource: part };
    }
    path[level] = part;
  }
  return { project, ...path };
}

/** Whether a path leaves no choice at a level: it names one, or passes it over on its way to a resource. */
export function leavesNoChoice(
  path: ArchivePath | undefined,
  level: "subject" | "session" | "scan" | "resource",
): boolean {
  if (path === undefined) return false;
  const pastIt = path.resource !== undefined || path.allResources === true;
  return path[level] !== undefined || (pastIt && level !== "resource");
}

function invalid(message: string, subject: string): ScanferryError {
  return new ScanferryError("input/invalid", message, {
    hint: "A place is PROJECT, PROJECT/SUBJECT, PROJECT/SUBJECT/SESSION, PROJECT/SUBJECT/SESSION/SCAN, or one of these with /resources/LABEL behind it.",
    subject,
  });
}
