import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { canRead } from "../auth/access.js";
import type { AnonScript } from "../site/site-config.js";
import { checkOwn } from "../writes/check-edit.js";

/** The script of the site or of a project, as somebody may read or change it. */
export interface AnonPlace {
  readonly script: AnonScript | undefined;
  /** @throws XnatError 403 for somebody who is no administrator, or does not own the project */
  change(fields: Partial<Pick<AnonScript, "script" | "enabled">>): void;
}

/**
 * Finds the script of a project, of the site when there is none named.
 *
 * @throws XnatError 404 for an unknown project, 403 for one that may not be read
 */
export function anonPlace(call: XnatCall, id: string | undefined): AnonPlace {
  const { config, archive } = call.xnat;
  const project = id === undefined ? undefined : archive.project(id);
  if (id !== undefined && project === undefined) throw new XnatError(404);
  if (project !== undefined && !canRead(project, call.account)) throw new XnatError(403);
  return {
    script: config.script(project?.id),
    change: (fields) => {
      if (project !== undefined) checkOwn(call, project);
      else if (call.account.admin !== true) throw new XnatError(403);
      config.change(project?.id, fields, call.writer);
    },
  };
}
