import type { ResourcePlace } from "../plan/resource-place.js";

/**
 * The path below the resource of an entry of its zip, e.g. of `S1_MR1/scans/3-T1w/resources/DICOM/files/0001.dcm`. The label at its beginning is not
 * looked at: a shared session may have another one here. Nothing for what is not of this resource: in addresses, the ID of one scan may be
 * the type of another (wire/xnat.md §2).
 */
export function pathInZip({ scan }: Pick<ResourcePlace, "scan">, entry: string): string | undefined {
  const [, scanFolder, path] = /^.+?\/(?:scans\/([^/]+)\/)?resources\/[^/]+\/files\/(.+)$/.exec(entry) ?? [];
  if (scan !== undefined && scanFolder !== scan.id && scanFolder?.startsWith(`${scan.id}-`) !== true)
    return undefined;
  return path;
}
