import type { Http } from "@scanferry/transfer";
import { expect, it } from "vitest";

import type { XnatContext } from "../../src/context.js";
import { selectSessions } from "../../src/select/select-sessions.js";
import { useArchive } from "./support/use-archive.js";

/** A server that does not know a column drops it in silence; here it is never asked for. */
function withoutColumn(ctx: XnatContext, name: string): XnatContext {
  const bytes: Http["bytes"] = (method, path, options) => {
    const query = new URLSearchParams(options?.query as Record<string, string> | undefined);
    const columns = query.get("columns")?.split(",") ?? [];
    if (columns.length > 0) query.set("columns", columns.filter((column) => column !== name).join(","));
    return ctx.http.bytes(method, path, { ...options, query });
  };
  return { ...ctx, http: { ...ctx.http, bytes } };
}

it.each(["subject_ID", "subject_label"])(
  "asks subject by subject where the server leaves out the column %s",
  async (column) => {
    const subjects = 30;
    const stage = await useArchive({ projects: [{ id: "P", subjects, sessionsPerSubject: 2 }] });
    const ctx = withoutColumn(stage.ctx, column);
    const told: string[] = [];
    for await (const { subjectLabel = "", label } of selectSessions(ctx, { project: "P" })) {
      told.push(`${subjectLabel}/${label}`);
    }
    const wanted = Array.from({ length: subjects }, (_, index) => `S${index + 1}`);
    expect(told).toEqual(wanted.flatMap((label) => [`${label}/${label}_MR1`, `${label}/${label}_MR2`]));
    const asked = stage.asked();
    expect(asked.filter((path) => path.endsWith("/experiments"))).toHaveLength(1 + subjects);
    expect(asked).toHaveLength(3 + subjects);
  },
);
