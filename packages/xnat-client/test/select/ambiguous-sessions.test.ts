import { describe, expect, it } from "vitest";

import { select } from "./support/select.js";
import { useArchive } from "./support/use-archive.js";

/** As in an archive whose labels were taken over from an older XNAT: one person's session is called like another one's ID. */
const id = "XNAT_E00001";
const projects = [
  { id: "P", subjects: [{ label: "S1" }, { label: "S2" }, { label: "S3", sessions: [{ label: id }] }] },
];

describe.each(["1.6", "1.9"] as const)(
  "a session's label that is another one's ID, on XNAT %s",
  (version) => {
    it("is refused where it may mean either", async () => {
      const stage = await useArchive({ version, projects });
      const refused = { code: "remote/ambiguous", subject: id };
      await expect(select(stage, { sessions: [id] })).rejects.toMatchObject(refused);
      await expect(select(stage, {}, { project: "P", experiment: id })).rejects.toMatchObject(refused);
    });

    it("is refused also where the server takes it for the label", async () => {
      const stage = await useArchive({ version, projects });
      // [S] does not say which of the two comes first; the sandbox takes the ID.
      const api: typeof stage.ctx.http.api = (method, path, options) =>
        stage.ctx.http.api(
          method,
          String(path).replace(`P/experiments/${id}`, "P/experiments/XNAT_E00003"),
          options,
        );
      const ctx = { ...stage.ctx, http: { ...stage.ctx.http, api } };
      await expect(select({ ...stage, ctx }, {}, { project: "P", experiment: id })).rejects.toMatchObject({
        code: "remote/ambiguous",
        subject: id,
      });
    });

    it("means one within a subject, and the ID where no project is named", async () => {
      const stage = await useArchive({ version, projects });
      const labelled = await select(stage, {}, { project: "P", subject: "S3", experiment: id });
      expect(labelled.sessions).toMatchObject([{ id: "XNAT_E00003", label: id, subjectLabel: "S3" }]);
      const byId = await select(stage, {}, { experiment: id });
      expect(byId.sessions).toMatchObject([{ id, label: "S1_MR1", subjectLabel: "S1" }]);
    });

    it("is no obstacle in another project", async () => {
      const [one] = projects;
      const subjects = [{ label: "T1", sessions: [{ label: "XNAT_E00002" }] }];
      const stage = await useArchive({
        version,
        projects: [...(one === undefined ? [] : [one]), { id: "Q", subjects }],
      });
      const { sessions } = await select(stage, {}, { project: "Q", experiment: "XNAT_E00002" });
      expect(sessions).toMatchObject([{ id: "XNAT_E00004", subjectLabel: "T1" }]);
    });
  },
);

it("takes a session's own ID although another session of its subject is called so", async () => {
  const sessions = [{ label: "first" }, { label: "XNAT_E00001" }];
  const stage = await useArchive({ projects: [{ id: "P", subjects: [{ label: "S1", sessions }] }] });
  expect((await select(stage, {}, { experiment: "XNAT_E00001" })).labels).toEqual(["first"]);
});
