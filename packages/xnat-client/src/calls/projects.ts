import { isScanferryError } from "@scanferry/transfer";
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
  const list = (query: Readonly<Record<string, string>>): AsyncGenerator<Project, void, undefined> =>
    projectRows(ctx, query, signal);
  const query = { ...(recent ? { recent: "true" } : {}), ...(data === undefined ? {} : { data }) };
  // Any of these filters switches to the columns that tell the access level.
  if (!access || recent || data !== undefined) return yield* list(query);
  const seen = new Set<string>();
  try {
    // Only both have all projects between them; read in 1.9's source, not measured on 1.6.
    for (const accessible of ["true", "false"]) {
      for await (const project of list({ accessible })) {
        seen.add(project.id);
        yield project;
      }
    }
  } catch (error) {
    if (!isScanferryError(error) || !error.code.startsWith("remote/")) throw error;
    for await (const project of list({})) if (!seen.has(project.id)) yield project;
  }
}

async function* projectRows(
  ctx: XnatContext,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Project, void, undefined> {
  for await (const row of listRows(ctx, "/data/projects", { query, signal })) yield projectOf(row);
}

/** How open a project is, and what the account is in it. */
export interface ProjectAccess {
  /** "private", "protected" or "public". */
  readonly accessibility: string;
  /** The account's role, e.g. "Owners"; absent without one. */
  readonly role?: string | undefined;
}
