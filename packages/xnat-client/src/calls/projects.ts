import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import type { Project } from "../schemas/project.js";
import { projectOf } from "../schemas/project.js";

/** Which projects are listed. */
export interface ProjectsOptions extends CallOptions {
  /** Those that the account used lately. @default false */
  readonly recent?: boolean | undefined;
  /** Those whose data the account may read, or also write. @default all that the server lists for it */
  readonly data?: "readable" | "writable" | undefined;
  /** Adds `accessibility` and `role`; those that the account can only ask for are listed too. @default false */
  readonly access?: boolean | undefined;
}

/** The projects that the server lists for the account. */
export async function* projects(
  ctx: XnatContext,
  { recent = false, data, access = false, signal }: ProjectsOptions = {},
): AsyncGenerator<Project, void, undefined> {
  const query = {
    ...(recent ? { recent: "true" } : {}),
    ...(data === undefined ? {} : { data }),
  };
  // Each filter switches to the columns that tell the access level, and only these two have all projects between them.
  const queries =
    access && Object.keys(query).length === 0 ? [{ accessible: "true" }, { accessible: "false" }] : [query];
  for (const one of queries) {
    for await (const row of listRows(ctx, "/data/projects", { query: one, signal })) yield projectOf(row);
  }
}

/** How open a project is, and what the account is in it. */
export interface ProjectAccess {
  /** "private", "protected" or "public". */
  readonly accessibility: string;
  /** The account's role, e.g. "Owners"; absent without one. */
  readonly role?: string | undefined;
}
