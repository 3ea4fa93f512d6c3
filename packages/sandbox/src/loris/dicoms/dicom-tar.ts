import type { VisitOf } from "../candidates/visit-routes.js";
import { type LorisFile, smallFile } from "../study/loris-file.js";

/** The one tar of a session. */
export function tarName(of: VisitOf): string {
  return `DCM_2016-08-17_ImagingUpload-27-${of.candidate.id}.tar`;
}

/** A tar of one made-up DICOM file. */
export function dicomTar(of: VisitOf): LorisFile {
  const dicom = Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), Buffer.alloc(380)]);
  const path = `/candidates/${of.candidate.id}/${of.visit}/dicoms/${tarName(of)}`;
  return smallFile(path, Buffer.concat([tarHeader("0001.dcm", dicom.length), dicom, Buffer.alloc(1024)]), {
    mtime: 1_471_392_000,
    contentType: "application/x-tar",
  });
}

/** A ustar header; POSIX.1-1988. */
function tarHeader(name: string, bytes: number): Buffer {
  const header = Buffer.alloc(512);
  const octal = (value: number, at: number, width: number): void => {
    header.write(value.toString(8).padStart(width - 1, "0"), at, "latin1");
  };
  header.write(name, 0, "latin1");
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(bytes, 124, 12);
  octal(1_471_392_000, 136, 12);
  header.fill(0x20, 148, 156);
  header.write("0", 156, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return header;
}
