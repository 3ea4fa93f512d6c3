import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { parseArchivePath, type ArchivePath } from "./archive-path.js";
import { readFilters, type XnatFilters } from "./filters.js";
import type { ListedType } from "./list-line.js";
import { refuseUselessFilters } from "./refuse-useless-filters.js";

/** What is listed, and how. */
export interface ListPlan {
  path: ArchivePath | undefined;
  type: ListedType;
  filters: XnatFilters;
  fields: readonly string[] | undefined;
}

/** From the top of the archive to its files. */
const types = [
  "project",
  "subject",
  "experiment",
  "scan",
  "resource",
  "file",
] as const satisfies readonly ListedType[];

/** The level whose filters still choose something in a list of each kind. */
const deepestFilter = {
  project: "none",
  subject: "subject",
  experiment: "session",
  scan: "scan",
  resource: "resource",
  file: "resource",
} as const;

/** Reads the argument and the options of `xnat ls`, all of them before anybody is asked for a password. */
export async function listPlan(call: CallContext): Promise<ListPlan> {
  const { options } = call;
  const text = call.args[0];
  const path = text === undefined || text === "/" ? undefined : parseArchivePath(text);
  const next = nextType(path);
  const type = types.find((known) => known === options.text("type")) ?? next;
  if (types.indexOf(type) < types.indexOf(next) || (path === undefined && type !== "project")) {
    throw new ScanferryError("input/invalid", `There is no list of ${type}s here.`, {
      hint:
        path === undefined
          ? "Name a project: scanferry xnat ls PROJECT --type ..."
          : `Below this path there are ${types.slice(types.indexOf(next)).join("s, ")}s.`,
    });
  }
  refuseUselessFilters(call, path, deepestFilter[type]);
  const fields = options.list("fields");
  if (fields !== undefined && options.flag("json")) {
    throw new ScanferryError("input/invalid", "--fields writes a list of its own, and --json records.", {
      hint: "Give one of them.",
    });
  }
  return { path, type, fields, filters: await readFilters(call) };
}

/** What lies right below a path. */
function nextType(path: ArchivePath | undefined): ListedType {
  if (path === undefined) return "project";
  if (path.resource !== undefined) return "file";
  if (path.allResources === true || path.scan !== undefined) return "resource";
  if (path.session !== undefined) return "scan";
  return path.subject === undefined ? "subject" : "experiment";
}
