import type { CallOptions, XnatContext } from "../context.js";
import { requestPath } from "../http/request-path.js";
import { xnatError } from "../http/xnat-error.js";

/** Looks that a project is there for this account, by the smallest answer that tells. @throws {@link ScanferryError} `remote/not-found`, `auth/*`, `net/*` */
export async function checkProject(
  ctx: XnatContext,
  project: string,
  { signal }: CallOptions = {},
): Promise<void> {
  const path = requestPath("data", "projects", project, "accessibility");
  const answer = await ctx.http.api("GET", path, signal === undefined ? {} : { signal });
  if (answer.status !== 200) throw xnatError(ctx, answer, answer.text, { path, subject: project, project });
}
