import { safeName } from "@scanferry/transfer";

import type { ResourcePlace } from "../plan/resource-place.js";
import { layoutOf } from "./layout.js";
import { seriesName } from "./series-name.js";

/** `SUBJECT/SESSION`, as far as a resource belongs to them. */
export function ownerFolders({ subject, session }: ResourcePlace): string[] {
  return [subject, session].filter((label) => label !== undefined).map((label) => safeName(label));
}

function resourceFolder(place: ResourcePlace): string {
  const scan = place.scan === undefined ? [] : ["scans", safeName(seriesName(place.scan))];
  return [...ownerFolders(place), ...scan, "resources", safeName(place.resource)].join("/");
}

/** As in XNAT's own zips, below the subject: `SUBJECT/SESSION/scans/ID-TYPE/resources/RESOURCE/files/PATH`. */
export const xnatLayout = layoutOf(
  (place) => `${resourceFolder(place)}/files`,
  (place) => `${resourceFolder(place)}.zip`,
);
