import { leavesNoChoice, type ArchivePath } from "./archive-path.js";
import { cellText } from "./cell-text.js";
import type { ListedType, ListLine } from "./list-line.js";

/** A column of the table: its head, and the field of the record that it shows. */
type Column = readonly [head: string, field: string];

const own: Readonly<Record<ListedType, readonly Column[]>> = {
  project: [
    ["PROJECT", "id"],
    ["ACCESS", "access"],
    ["ROLE", "role"],
    ["NAME", "name"],
  ],
  subject: [
    ["SUBJECT", "label"],
    ["ID", "id"],
    ["ADDED", "insertDate"],
  ],
  experiment: [
    ["SESSION", "label"],
    ["KIND", "xsiType"],
    ["DATE", "date"],
    ["ID", "id"],
    ["ADDED", "insertDate"],
  ],
  scan: [
    ["SCAN", "id"],
    ["TYPE", "scanType"],
    ["SERIES", "seriesDescription"],
    ["QUALITY", "quality"],
  ],
  resource: [
    ["RESOURCE", "label"],
    ["FILES", "files"],
    ["BYTES", "bytes"],
    ["FORMAT", "format"],
  ],
  file: [
    ["FILE", "id"],
    ["BYTES", "bytes"],
    ["MD5", "md5"],
  ],
};

const above: readonly (readonly [level: "subject" | "session" | "scan" | "resource", head: string])[] = [
  ["subject", "SUBJECT"],
  ["session", "SESSION"],
  ["scan", "SCAN"],
  ["resource", "RESOURCE"],
];

/** What stands above each kind of thing, as far as a path may leave it open. */
const depth: Readonly<Record<ListedType, number>> = {
  project: 0,
  subject: 0,
  experiment: 1,
  scan: 2,
  resource: 3,
  file: 4,
};

/** The columns of a list: where a thing lies, as far as the path leaves it open, then what it is. */
export function listColumns(type: ListedType, path: ArchivePath | undefined): readonly Column[] {
  const open = above.slice(0, depth[type]).filter(([level]) => !leavesNoChoice(path, level));
  return [...open.map(([level, head]): Column => [head, level]), ...own[type]];
}

/** The cells of a line; nothing where the server says nothing. */
export function cellsOf({ record }: ListLine, columns: readonly Column[]): string[] {
  const values: Readonly<Record<string, unknown>> = record;
  return columns.map(([, field]) => cellText(values[field]));
}
