import type { CallOptions, XnatContext } from "../../context.js";
import { projectId } from "../../select/project-id.js";
import type { PullScope } from "../pull-options.js";
import { onceRenewed } from "./once-renewed.js";

/**
 * Names the project of a scope by its ID. XNAT takes an alias too; under two names, what is one file would be two items here.
 *
 * @throws {@link ScanferryError} `remote/not-found`, `auth/*`, `net/*`
 */
export async function scopeById(ctx: XnatContext, scope: PullScope, call: CallOptions): Promise<PullScope> {
  const { project } = scope;
  if (project === undefined) return scope;
  return { ...scope, project: await onceRenewed(ctx, call, () => projectId(ctx, project, call)) };
}
