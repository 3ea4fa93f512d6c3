import type { XnatSandboxOptions } from "@scanferry/sandbox";

import type { Experiment } from "../../../src/schemas/experiment.js";
import { selectSessions } from "../../../src/select/select-sessions.js";
import type { LeftOut, MissingNames, SelectOptions } from "../../../src/select/select-options.js";
import type { SessionFilter } from "../../../src/select/session-filter.js";
import type { SessionScope } from "../../../src/select/session-scope.js";
import type { ArchiveStage } from "./use-archive.js";

/** Labels that resemble each other; sessions of several kinds and days; more subjects than are asked one by one. */
export const archive: XnatSandboxOptions = {
  projects: [
    {
      id: "P",
      subjects: [
        {
          label: "007",
          sessions: [
            { label: "007_MR1", date: "2020-01-02", inserted: "2020-02-01T12:00:00Z" },
            { modality: "PET" },
          ],
        },
        { label: "7", sessions: [{ label: "7_MR1", date: "2021-01-02", inserted: "2021-02-01T12:00:00Z" }] },
        { label: "s1", sessions: [{ label: "s1_form", xsiType: "xnat:subjectVariablesData" }] },
        {
          label: "S1",
          sessions: [
            { label: "S1_MR1", sharedInto: [{ project: "Q", label: "Q1_scan" }] },
            { label: "S1_undated", date: "" },
          ],
        },
        ...Array.from({ length: 20 }, (_, index) => ({ label: `X${index}` })),
      ],
    },
    { id: "Q", subjects: ["mine"] },
  ],
};

/** What a selection gave and told. */
export interface Selected {
  labels: string[];
  sessions: Experiment[];
  missing: MissingNames[];
  leftOut: LeftOut[];
}

/** Selects, by default in the project P, and gathers what is told. */
export async function select(
  { ctx }: ArchiveStage,
  filter: SessionFilter = {},
  scope: SessionScope = { project: "P" },
  options: SelectOptions = {},
): Promise<Selected> {
  const missing: MissingNames[] = [];
  const leftOut: LeftOut[] = [];
  const sessions: Experiment[] = [];
  const told = {
    onMissing: (one: MissingNames) => void missing.push(one),
    onLeftOut: (one: LeftOut) => void leftOut.push(one),
  };
  for await (const session of selectSessions(ctx, scope, filter, { ...told, ...options }))
    sessions.push(session);
  return { labels: sessions.map(({ label }) => label), sessions, missing, leftOut };
}
