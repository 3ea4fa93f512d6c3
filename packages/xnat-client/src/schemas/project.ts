import { present } from "@scanferry/transfer";
import type { Fields, Row } from "./row.js";
import { text } from "./row.js";

/** A project of an XNAT. */
export interface Project {
  /** What stands in addresses and in the names of folders. */
  readonly id: string;
  /** The title. */
  readonly name: string;
  readonly description?: string | undefined;
  /** "private", "protected" or "public", where the list says it. */
  readonly accessibility?: string | undefined;
  /** The account's role in the project, e.g. "Owners", where the list says it. */
  readonly role?: string | undefined;
  /** @example "/data/projects/P1" */
  readonly uri: string;
  /** The row as the server sent it. */
  readonly fields: Fields;
}

/** Reads a row of `/data/projects`, in either of its two sets of columns ([S] ProjectListResource). */
export function projectOf(row: Row): Project {
  const id = text(row, "ID", "id") ?? "";
  const role = Object.keys(row).find((column) => /^user_role_/i.test(column));
  return present({
    id,
    name: text(row, "name") ?? id,
    description: text(row, "description"),
    accessibility: text(row, "project_access"),
    role: role === undefined ? undefined : text(row, role),
    uri: text(row, "URI", "uri") ?? `/data/projects/${id}`,
    fields: row,
  });
}
