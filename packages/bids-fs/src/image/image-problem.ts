import type { ErrorCode } from "@scanferry/transfer";

/** What is wrong with a file that should be an image. */
export interface ImageProblem {
  readonly code: ErrorCode;
  readonly reason:
    | "not-there"
    | "not-fetched"
    | "not-a-file"
    | "unreadable"
    | "empty"
    | "not-gzip"
    | "not-nifti"
    | "damaged"
    | "truncated";
  /** One sentence without label or path. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
}

const datalad =
  "Fetch the content first: in the dataset's folder, run datalad get with the path of the file.";
const again = "Take it again from the scanner's archive or from the converter.";

/** The texts of all problems, in one place. */
export const imageProblems = {
  notThere: of(
    "local/not-found",
    "not-there",
    "The image is a link that leads nowhere.",
    "Put the file back or remove the link.",
  ),
  notFetched: of("local/not-found", "not-fetched", "The image's content is not on this machine.", datalad),
  lfs: of(
    "local/not-found",
    "not-fetched",
    "The image's content is not on this machine.",
    "Fetch it first: git lfs pull",
  ),
  notAFile: of(
    "input/invalid",
    "not-a-file",
    "What has the image's name is no file.",
    "Put the image in its place.",
  ),
  empty: of("data/corrupt", "empty", "The image is empty (0 bytes).", again),
  notGzip: of("data/corrupt", "not-gzip", "The image ends in .gz and is not compressed with gzip.", again),
  bareNifti: of(
    "data/corrupt",
    "not-gzip",
    "The image ends in .gz and is not compressed.",
    "Rename it to .nii, or compress it with gzip.",
  ),
  gzippedNii: of(
    "data/corrupt",
    "not-nifti",
    "The image ends in .nii and is compressed.",
    "Rename it to .nii.gz.",
  ),
  damaged: of("data/corrupt", "damaged", "The beginning of the image cannot be decompressed.", again),
  notNifti: of("data/corrupt", "not-nifti", "The file does not begin with a NIfTI header.", again),
  truncated: of("data/size-mismatch", "truncated", "The image is shorter than its header says.", again),
} as const satisfies Record<string, ImageProblem>;

function of(code: ErrorCode, reason: ImageProblem["reason"], message: string, hint: string): ImageProblem {
  return { code, reason, message, hint };
}
