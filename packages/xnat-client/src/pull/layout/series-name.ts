import type { ScanPlace } from "../plan/resource-place.js";

/** Takes out of a type or description what XNAT's own zips do not have in names. */
export function plainName(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, "_");
}

/** The folder of a scan as XNAT's own zips name it: `ID-TYPE`; `ID` where it has no type. */
export function seriesName({ id, type }: ScanPlace): string {
  return type === "" ? id : `${id}-${plainName(type)}`;
}
