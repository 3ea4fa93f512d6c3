import { expect, it } from "vitest";

import { allOf } from "../helpers/all-of.js";
import { scanMatcher } from "../../src/select/scan-matcher.js";
import { selectScans } from "../../src/select/select-scans.js";
import { selectSessions } from "../../src/select/select-sessions.js";
import { useArchive } from "./support/use-archive.js";

const scans = [
  { id: "1", type: "T1w MPRAGE", seriesDescription: "t1_sag" },
  { id: "2", type: "rest, eyes open/closed", seriesDescription: "bold" },
  { id: "3-MR1", type: "DTI", seriesDescription: "" },
];

it.each(["1.6", "1.9"] as const)("selects scans by ID, type or description on XNAT %s", async (version) => {
  const { ctx } = await useArchive({ version, projects: [{ id: "P", subjects: 2, scans }] });
  const matcher = scanMatcher({ scans: ["t1w*", "BOLD", "3", "9"] });
  const told: string[] = [];
  for await (const session of selectSessions(ctx, { project: "P" })) {
    for await (const { id, type } of selectScans(ctx, session, matcher))
      told.push(`${session.label}/${id}-${type}`);
  }
  expect(told).toEqual(
    ["S1_MR1", "S2_MR1"].flatMap((label) => [`${label}/1-T1w MPRAGE`, `${label}/2-rest, eyes open/closed`]),
  );
  expect(matcher.unmatched().scans).toEqual(["3", "9"]);
  const [first] = await allOf(selectSessions(ctx, { project: "P" }));
  const all = await allOf(selectScans(ctx, first ?? { id: "", label: "" }));
  expect(all.map(({ id }) => id)).toEqual(["1", "2", "3-MR1"]);
});
