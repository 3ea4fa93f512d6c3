import type { ErrorCode } from "@scanferry/transfer";
import type { ImageProblem } from "../image/image-problem.js";

/** Why a participant has no image, or why one of the images was passed over. */
export interface PickProblem {
  readonly code: ErrorCode;
  readonly reason:
    | ImageProblem["reason"]
    | "no-image"
    | "no-folder"
    | "unknown-subject"
    | "wrong-label"
    | "wrong-session"
    | "stray-folder";
  /** One sentence without label or path. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** The file concerned, relative to the dataset's root. */
  readonly path?: string;
}

/** One image that was chosen. */
export interface PickedFile {
  /** The name for the recipient: the file's own, or its path below the participant's folder where two chosen files share a name. */
  readonly name: string;
  /** Absolute; a link is not resolved, reading goes through it. */
  readonly path: string;
  /** Relative to the dataset's root, with slashes. */
  readonly relativePath: string;
  /** In bytes, of the link's target. */
  readonly sizeBytes: number;
  readonly mtime: Date;
  readonly suffix: string;
  /** `.nii` or `.nii.gz`, as written. */
  readonly extension: string;
  readonly datatype?: string;
  /** Without `ses-`. */
  readonly session?: string;
  readonly entities: Readonly<Record<string, string>>;
}

/** The outcome for one participant. */
export interface Pick {
  /** The folder's name as it stands, e.g. `sub-01` or `subj1`; of an unknown participant, the label asked for. */
  readonly label: string;
  /** The chosen image, or all of them with `all`; empty exactly where there is a `problem`. */
  readonly files: readonly PickedFile[];
  /** Why there is no file. */
  readonly problem?: PickProblem;
  /** Images that were passed over because something is wrong with them, and chosen ones that look truncated. */
  readonly warnings: readonly PickProblem[];
}
