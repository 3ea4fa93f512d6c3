import type { Http } from "@scanferry/transfer";
import { expect, it } from "vitest";

import type { XnatContext } from "../../src/context.js";
import { selectSessions } from "../../src/select/select-sessions.js";
import { allOf } from "../helpers/all-of.js";
import { useArchive } from "./support/use-archive.js";

interface SubjectList {
  ResultSet: { Result: { ID: string; label: string }[] };
}

/** As if the project Q had given a name of its own to a subject that it borrows: lists replace `label`, and nothing else ([S]). */
function renamedInQ(ctx: XnatContext, id: string, name: string): XnatContext {
  const bytes: Http["bytes"] = async (method, path, options) => {
    const answer = await ctx.http.bytes(method, path, options);
    if (!String(path).endsWith("/projects/Q/subjects")) return answer;
    const list = JSON.parse(Buffer.concat(await allOf(answer.body)).toString()) as SubjectList;
    for (const row of list.ResultSet.Result) if (row.ID === id) row.label = name;
    const body = (async function* () {
      yield await Promise.resolve(Buffer.from(JSON.stringify(list)));
    })();
    return { ...answer, body };
  };
  return { ...ctx, http: { ...ctx.http, bytes } };
}

it("calls a borrowed subject as the project calls it that is pulled", async () => {
  const sharedInto = [{ project: "Q", label: "Q_session" }];
  const lent = { label: "S1", sessions: [{ label: "S1_MR1", sharedInto }] };
  const stage = await useArchive({
    projects: [
      { id: "P", subjects: [lent] },
      { id: "Q", subjects: 20 },
    ],
  });
  const ctx = renamedInQ(stage.ctx, "XNAT_S00001", "Q_person");
  const sessions = await allOf(selectSessions(ctx, { project: "Q" }));
  expect(sessions).toHaveLength(21);
  const borrowed = sessions.filter(({ label }) => label === "Q_session");
  expect(borrowed).toMatchObject([{ project: "Q", subjectId: "XNAT_S00001", subjectLabel: "Q_person" }]);
  expect(await allOf(selectSessions(ctx, { project: "Q" }, { subjects: ["Q_person"] }))).toEqual(borrowed);
});
