import { safeName } from "@scanferry/transfer";

import { ownerOf } from "../owners/owners.js";
import type { ResourcePlace } from "../plan/resource-place.js";
import { layoutOf, pathOf, type FolderStep } from "./layout.js";
import { seriesName } from "./series-name.js";

/** `SUBJECT/SESSION`, as far as a resource belongs to them. */
function ownerSteps({ subject, session, owners }: ResourcePlace): FolderStep[] {
  const steps: FolderStep[] = [];
  if (subject !== undefined) steps.push({ name: safeName(subject), owner: ownerOf(owners, "subject") });
  if (session !== undefined) steps.push({ name: safeName(session), owner: ownerOf(owners, "session") });
  return steps;
}

/** `SUBJECT/SESSION/resources/RESOURCE` of what belongs to no scan. */
export function ownResourceSteps(place: ResourcePlace): FolderStep[] {
  return [...ownerSteps(place), ...resourceSteps(place)];
}

function resourceSteps({ resource, owners }: ResourcePlace): FolderStep[] {
  return [{ name: "resources" }, { name: safeName(resource), owner: ownerOf(owners, "resource") }];
}

function scanSteps({ scan, owners }: ResourcePlace): FolderStep[] {
  if (scan === undefined) return [];
  return [{ name: "scans" }, { name: safeName(seriesName(scan)), owner: ownerOf(owners, "scan") }];
}

function stepsOf(place: ResourcePlace): FolderStep[] {
  return [...ownerSteps(place), ...scanSteps(place), ...resourceSteps(place)];
}

/** As in XNAT's own zips, below the subject: `SUBJECT/SESSION/scans/ID-TYPE/resources/RESOURCE/files/PATH`. */
export const xnatLayout = layoutOf(
  (place) => [...stepsOf(place), { name: "files" }],
  (place) => `${pathOf(stepsOf(place))}.zip`,
);
