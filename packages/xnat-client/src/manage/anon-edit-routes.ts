import { isScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import { requestPath } from "../http/request-path.js";
import type { AnonRoutes } from "./anon-routes.js";
import { checkProject } from "./check-project.js";
import { put } from "./put.js";

/**
 * The routes of 1.6, which later releases kept: `/data/config/edit[/projects/P]/image/dicom/{script,status}`. Read, each is a table of one row
 * with `script` or `edit` in it; the switch is turned by `?activate=` (measured for the site's, wire/xnat.md, 11b).
 */
export function editRoutes(
  ctx: XnatContext,
  project: string | undefined,
  { signal }: CallOptions,
): AnonRoutes {
  const role = project === undefined ? "administrator" : "owner";
  const own = project === undefined ? [] : ["projects", project];
  const path = (what: string): string =>
    requestPath("data", "config", "edit", ...own, "image", "dicom", what);
  const about = (what: string): { path: string; subject?: string; project?: string } => ({
    path: path(what),
    ...(project === undefined ? {} : { subject: project, project }),
  });
  const read = async (what: string, column: string): Promise<string> => {
    try {
      for await (const row of listRows(ctx, path(what), { signal, subject: project, project }))
        return row[column] ?? "";
      return "";
    } catch (error) {
      // A project without a script of its own.
      if (!isScanferryError(error, "remote/not-found")) throw error;
      if (project !== undefined) await checkProject(ctx, project, { signal });
      return "";
    }
  };
  return {
    read: async () => ({
      script: await read("script", "script"),
      enabled: (await read("status", "edit")) === "true",
    }),
    write: async (script) => {
      const headers = { "Content-Type": "text/plain; charset=utf-8" };
      await put(ctx, about("script"), { query: { inbody: true }, headers, body: script, role, signal });
    },
    enable: async (enabled) => {
      await put(ctx, about("status"), { query: { activate: enabled }, role, signal });
    },
  };
}
