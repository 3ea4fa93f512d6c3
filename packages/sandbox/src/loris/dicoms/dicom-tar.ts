import { tarHeader } from "../../bytes/tar-header.js";
import type { VisitOf } from "../candidates/visit-routes.js";
import { type LorisFile, smallFile } from "../study/loris-file.js";

const MTIME = 1_471_392_000;

/** The one tar of a session. */
export function tarName(of: VisitOf): string {
  return `DCM_2016-08-17_ImagingUpload-27-${of.candidate.id}.tar`;
}

/** A tar of one made-up DICOM file. */
export function dicomTar(of: VisitOf): LorisFile {
  const dicom = Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), Buffer.alloc(380)]);
  const path = `/candidates/${of.candidate.id}/${of.visit}/dicoms/${tarName(of)}`;
  return smallFile(
    path,
    Buffer.concat([
      tarHeader("0001.dcm", { bytes: dicom.length, seconds: MTIME }),
      dicom,
      Buffer.alloc(1024),
    ]),
    {
      mtime: MTIME,
      contentType: "application/x-tar",
    },
  );
}
