import type { Answer } from "../../server/answer.js";
import { PLAIN, plainAnswer, restletAnswer } from "../answers/restlet-answer.js";
import { tableAnswer } from "../answers/table-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import type { XnatProject } from "../archive/archive-types.js";
import { checkOwn } from "../writes/check-edit.js";
import { anonEdit } from "./anon-edit.js";
import { anonPlace } from "./anon-place.js";

/**
 * `/data/config…` and `/data/projects/P/config…`: texts by tool and path, the anonymization script among them as
 * `anon/script` (read in 1.9's source; `contents=true` asks for the bare text).
 */
export async function configRoutes(
  call: XnatCall,
  names: readonly string[],
  project?: XnatProject,
): Promise<Answer> {
  const [tool, ...path] = names;
  if (tool === "edit" && project === undefined) return anonEdit(call, path);
  if (tool === undefined || path.length === 0) throw new XnatError(404);
  call.allow("GET", "HEAD", "PUT");
  const where = { tool, path: path.join("/"), project };
  return call.reads ? shown(call, where) : written(call, where);
}

interface Where {
  readonly tool: string;
  readonly path: string;
  readonly project: XnatProject | undefined;
}

function shown(call: XnatCall, { tool, path, project }: Where): Answer {
  const { config } = call.xnat;
  const anon = isAnon(tool, path) ? anonPlace(call, project?.id).script : undefined;
  const text = anon?.script ?? config.text(key({ tool, path, project }));
  if (text === undefined) throw new XnatError(404);
  if (call.query.get("contents") === "true")
    return restletAnswer({ type: PLAIN, body: text, negotiated: true });
  const row = {
    tool,
    path,
    project: project?.id ?? "",
    contents: text,
    status: anon?.enabled === false ? "disabled" : "enabled",
  };
  return tableAnswer(call, { columns: Object.keys(row), rows: () => [row] });
}

async function written(call: XnatCall, { tool, path, project }: Where): Promise<Answer> {
  if (project !== undefined) checkOwn(call, project);
  else if (call.account.admin !== true) throw new XnatError(403);
  const body = await call.exchange.text();
  const status = call.query.get("status");
  if (isAnon(tool, path)) {
    const fields = {
      ...(body === "" ? {} : { script: body }),
      ...(status === null ? {} : { enabled: status === "enabled" }),
    };
    anonPlace(call, project?.id).change(fields);
  } else call.xnat.config.setText(key({ tool, path, project }), body);
  return plainAnswer("", { status: 201 });
}

function isAnon(tool: string, path: string): boolean {
  return tool === "anon" && path === "script";
}

function key({ tool, path, project }: Where): string {
  return `${project?.id ?? ""}/${tool}/${path}`;
}
