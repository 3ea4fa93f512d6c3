import type { Answer } from "../../server/answer.js";
import { tableAnswer } from "../answers/table-answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { archiveAnswer, archiveFormat } from "../zip/archive-answer.js";
import { fileAnswer, notInCatalog } from "./file-answer.js";
import { fileColumns, fileRows } from "./file-rows.js";
import { type FilesPlace, ownersAt, resourcesAt } from "./files-place.js";
import type { XnatFile } from "./xnat-file.js";

/**
 * GET and HEAD of everything behind `/files`: the list, one file, or an archive.
 *
 * @param place - what stands before `/files`
 * @param path - what stands behind it
 * @throws XnatError 404
 */
export async function filesRoute(call: XnatCall, place: FilesPlace, path: Segments): Promise<Answer> {
  call.allow("GET", "HEAD");
  const { archive } = call.xnat;
  const resources = resourcesAt(archive, place, call.query.get("all") === "true");
  const inFolder = call.exchange.rawPath.endsWith("/") ? storedPath(call, path) : "";
  if (path.raw.length > 0 && inFolder === "") {
    const file = fileAt(call, place, path);
    if (file === undefined) throw notInCatalog();
    return fileAnswer(call, file);
  }
  const wanted = filesWanted(call, inFolder);
  const format = archiveFormat(call.format("json"));
  if (format !== undefined) {
    const unknownScan = place.scans !== undefined && ownersAt(archive, place).length === 0;
    const label = unknownScan ? "null" : labelOf(place);
    return archiveAnswer(call, format, { resources, label, wanted });
  }
  return tableAnswer(call, {
    columns: fileColumns(call.xnat),
    rows: () => fileRows(call.xnat, resources, place, wanted),
    title: "Files",
    total: false,
    links: ["URI"],
  });
}

/** The file that a path names, under the spelling that is stored. */
export function fileAt(call: XnatCall, place: FilesPlace, path: Segments): XnatFile | undefined {
  const stored = storedPath(call, path);
  const decoded = path.names.join("/");
  for (const resource of resourcesAt(call.xnat.archive, place, true)) {
    const found = call.xnat.files.find(resource, stored);
    if (found !== undefined) return found;
    // A name that came by a zip or a scanner may hold what cannot stand in a URL: only its escaped form can ask for it.
    if (call.legacy && !canStandInUrl(decoded)) {
      const other = call.xnat.files.find(resource, decoded);
      if (other !== undefined) return other;
    }
  }
  return undefined;
}

function canStandInUrl(path: string): boolean {
  return encodeURI(path).replaceAll("%25", "%") === path && !/[#?]/.test(path);
}

/** 1.6 keeps the path as it stood in the URL, escapes and all (measured); 1.9 decodes it (its source). */
export function storedPath(call: XnatCall, path: Segments): string {
  return (call.legacy ? path.raw : path.names).join("/");
}

function labelOf(place: FilesPlace): string {
  const { experiments = [], subject, project } = place;
  if (experiments.length > 1) return "various";
  return experiments[0]?.label ?? subject?.label ?? project?.id ?? "null";
}

/** `file_format=` and `file_content=`, several with commas, `NULL` for none; and the folder that was asked for. */
function filesWanted(call: XnatCall, folder: string): (file: XnatFile) => boolean {
  const one = (key: string): ReadonlySet<string> | undefined => {
    const value = call.query.get(key);
    return value === null
      ? undefined
      : new Set(value.split(",").map((name) => (name === "NULL" ? "" : name)));
  };
  const [formats, contents] = [one("file_format"), one("file_content")];
  return (file) =>
    (formats?.has(file.format) ?? true) &&
    (contents?.has(file.content) ?? true) &&
    (folder === "" || file.path.startsWith(`${folder}/`));
}
