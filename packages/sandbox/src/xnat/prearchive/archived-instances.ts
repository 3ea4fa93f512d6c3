import type { XnatExperiment } from "../archive/archive-types.js";
import type { Xnat } from "../xnat.js";
import type { SandboxXnatInstance } from "../xnat-views.js";

/** The DICOM instances of a session that came by an import or by the receiver, without those whose files were deleted. */
export function archivedInstances(xnat: Xnat, experiment: XnatExperiment): SandboxXnatInstance[] {
  const { archive, files } = xnat;
  return archive.scans(experiment).flatMap((scan) => {
    const resource = archive.resource(scan, "DICOM");
    if (resource === undefined) return [];
    return [...xnat.sopInstances(resource.id)]
      .filter(([path]) => files.find(resource, path) !== undefined)
      .map(([path, sopInstanceUid]) => ({ scan: scan.id, path, sopInstanceUid }));
  });
}
