import { fewerRetriesOn500 } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { requestPath } from "../http/request-path.js";
import { xnatError } from "../http/xnat-error.js";
import type { ProjectAccess } from "./projects.js";
import { projects } from "./projects.js";

/** Asks how open a project is, and which role the account has. */
export async function projectAccess(
  ctx: XnatContext,
  project: string,
  options: CallOptions = {},
): Promise<ProjectAccess> {
  const { signal } = options;
  const path = requestPath("data", "projects", project, "accessibility");
  const answer = await ctx.http.api("GET", path, {
    retryOn: fewerRetriesOn500(),
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.status !== 200) throw xnatError(ctx, answer, answer.text, { path, subject: project });
  const accessibility = answer.text.trim();
  for await (const { id, role } of projects(ctx, { data: "readable", signal })) {
    if (id === project) return role === undefined ? { accessibility } : { accessibility, role };
  }
  return { accessibility };
}
