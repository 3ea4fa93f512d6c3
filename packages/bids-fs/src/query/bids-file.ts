import { absolutePath } from "../dataset/absolute-path.js";
import type { Layout, Place } from "../dataset/place.js";
import { readName } from "./read-name.js";

/** A file of a dataset and what its name and place say. */
export interface BidsFile {
  /** Relative to the dataset's root, with slashes, e.g. `sub-01/anat/sub-01_T1w.nii.gz`. */
  readonly path: string;
  readonly absolutePath: string;
  /** The folder's kind of recording, e.g. `anat`; absent outside such folders. */
  readonly datatype?: string;
  /** E.g. `T1w`; absent where the name is not made as BIDS asks. */
  readonly suffix?: string;
  /** From the first dot on, e.g. `.nii.gz`. */
  readonly extension: string;
  /** Short name to value as written, e.g. `{ sub: "01", run: "2" }`. In the plain layout `sub` is the folder's name. */
  readonly entities: Readonly<Record<string, string>>;
  /** In bytes, of a link's target; only where sizes were asked for, and absent where the content is not there. */
  readonly sizeBytes?: number;
}

/** Reads one file's name in its place. The fields are set one by one: this runs for every file of a dataset, and spreading costs. */
export function toBidsFile(
  root: string,
  folder: string,
  name: string,
  place: Place,
  layout: Layout,
): BidsFile {
  const path = folder === "" ? name : `${folder}/${name}`;
  const { entities, suffix, extension } = readName(name, place, layout);
  const file: { -readonly [Key in keyof BidsFile]: BidsFile[Key] } = {
    path,
    absolutePath: absolutePath(root, path),
    extension,
    entities,
  };
  if (place.datatype !== undefined) file.datatype = place.datatype;
  if (suffix !== undefined) file.suffix = suffix;
  return file;
}
