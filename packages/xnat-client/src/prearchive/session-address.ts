import { ScanferryError } from "@scanferry/transfer";
import { requestPath } from "../http/request-path.js";

/** The name under which the prearchive keeps what no project claimed. */
export const unassignedProject = "Unassigned";

/** Where a session lies in the prearchive, by the three names of its address. */
export interface SessionAddress {
  readonly project: string;
  readonly timestamp: string;
  readonly folderName: string;
  /** As the server's lists have it and as its services take it for `src`: `/prearchive/projects/P/TIMESTAMP/FOLDER`, names encoded. */
  readonly uri: string;
  /** Below the server's root: `/data/prearchive/projects/P/TIMESTAMP/FOLDER`. */
  readonly path: string;
}

/**
 * Reads the address of a session in the prearchive, however it was written: as a list has it, as the import service answers
 * (`/data/prearchive/…`), with the context path, or as a whole address. Nothing where a text is no such address.
 */
export function parseSessionAddress(text: string): SessionAddress | undefined {
  const found = /(?:^|\/)prearchive\/projects\/([^/?#\s]+)\/([^/?#\s]+)\/([^/?#\s]+)\/?(?:[?#].*)?\s*$/.exec(
    text,
  );
  if (found === null) return undefined;
  const [project = "", timestamp = "", folderName = ""] = found.slice(1, 4).map(decoded);
  // The server's own code has no project for these and prints "null" ([I], wire/xnat.md, 6).
  const owner = project === "null" ? unassignedProject : project;
  const uri = requestPath("prearchive", "projects", owner, timestamp, folderName);
  return { project: owner, timestamp, folderName, uri, path: `/data${uri}` };
}

/** @throws {@link ScanferryError} `input/invalid` for what is no address of a session in the prearchive */
export function sessionAddress(text: string): SessionAddress {
  const address = parseSessionAddress(text);
  if (address !== undefined) return address;
  throw new ScanferryError("input/invalid", "This is no address of a session in the prearchive.", {
    hint: "Take it from the list of the prearchive: /prearchive/projects/PROJECT/TIMESTAMP/FOLDER.",
    subject: text,
  });
}

/** Lists have names as they are, answers may have them escaped. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
