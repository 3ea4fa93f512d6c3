import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { ScanferryError, fsError } from "@scanferry/transfer";

/** An archive on the disk that LORIS takes. */
export interface DicomArchive {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** The type that its part of the form must have; any other is answered 403 "File type not allowed" (v28). */
  readonly contentType: string;
}

const types: readonly (readonly [ending: RegExp, type: string])[] = [
  [/\.tar$/i, "application/x-tar"],
  [/\.(?:tar\.gz|tgz|gz)$/i, "application/gzip"],
];

/**
 * Looks at an archive before anything is sent.
 *
 * @param beginning What its name must begin with: PSCID_CandID_Visit (v28: else 400).
 * @throws {@link ScanferryError} `input/invalid` for another ending or name, `local/*` when it cannot be read
 */
export async function dicomArchive(path: string, beginning: string | undefined): Promise<DicomArchive> {
  const name = basename(path);
  const contentType = types.find(([ending]) => ending.test(name))?.[1];
  if (contentType === undefined) {
    throw new ScanferryError("input/invalid", "LORIS takes DICOM archives as .tar, .tar.gz or .tgz.", {
      hint: "Pack the DICOM files with tar; zip files cannot be sent over the API.",
      subject: path,
    });
  }
  // eslint-disable-next-line no-control-regex -- these characters would end the header of the form's part
  if (/["\\\u0000-\u001f\u007f]/.test(name)) {
    throw new ScanferryError(
      "input/invalid",
      "The archive's name holds a character that a form cannot carry.",
      {
        hint: "Rename it: no quotation marks, backslashes or control characters.",
        subject: path,
      },
    );
  }
  if (beginning !== undefined && !beginsWith(name, beginning)) {
    throw new ScanferryError("input/invalid", "The archive's name does not begin with PSCID_CandID_Visit.", {
      hint: "LORIS finds the participant by it. Rename the file, and check that it is the right participant's.",
      subject: path,
    });
  }
  try {
    const found = await stat(path);
    if (found.isFile()) return { path, name, sizeBytes: found.size, contentType };
  } catch (error) {
    throw fsError(error, path);
  }
  throw new ScanferryError("input/invalid", "The archive is no file.", {
    hint: "Give one packed archive, not a folder.",
    subject: path,
  });
}

/** Whether a name begins with all of another: V1 is no beginning of V10. */
function beginsWith(name: string, beginning: string): boolean {
  return name.startsWith(beginning) && !/^[\p{L}\p{M}\p{N}]/u.test(name.slice(beginning.length));
}
