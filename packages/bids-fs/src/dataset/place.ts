/** The folders that hold the files of one kind of recording (BIDS 1.11 datatypes). */
const datatypes: ReadonlySet<string> = new Set(
  "anat func dwi fmap perf meg eeg ieeg emg beh pet micr nirs motion mrs".split(" "),
);

/** The folders whose name ends in this are one recording each; BIDS calls them files. */
const opaqueEndings = /\.(ds|mefd|zarr)$/;

/** Folders of the root that BIDS gives another meaning; in the plain layout they are no participants. */
const neverParticipants: ReadonlySet<string> = new Set([
  "derivatives",
  "sourcedata",
  "code",
  "stimuli",
  "phenotype",
]);

/** `bids`: participants are folders named `sub-…`; `plain`: every folder is a participant, under its own name. */
export type Layout = "bids" | "plain";

/** Where in a dataset a folder stands. */
export interface Place {
  /** The participant's folder name as it stands. */
  readonly participant?: string;
  /** The session's label, without `ses-`. */
  readonly session?: string;
  readonly datatype?: string;
  /** How many folders lie between this one and the place where BIDS expects files: 0 for `sub-01/anat`, 1 for `sub-01/anat/old`. */
  readonly extraDepth: number;
}

/** Reads a folder's path, relative to the dataset's root. */
export function placeOf(path: string, layout: Layout): Place {
  const parts = path === "" ? [] : path.split("/");
  const at = parts.findIndex(
    (part, i) => (layout === "bids" || i === 0) && isParticipantFolder(part, layout),
  );
  const participant = at === -1 ? undefined : parts[at];
  if (participant === undefined) return { extraDepth: 0 };
  let next = at + 1;
  const session = /^ses-(.+)$/.exec(parts[next] ?? "")?.[1];
  if (session !== undefined) next += 1;
  const folder = parts[next];
  const datatype = folder !== undefined && isDatatype(folder) ? folder : undefined;
  if (datatype !== undefined) next += 1;
  return {
    participant,
    ...(session === undefined ? {} : { session }),
    ...(datatype === undefined ? {} : { datatype }),
    extraDepth: parts.length - next,
  };
}

/** Whether a folder of this name is a participant's. */
export function isParticipantFolder(name: string, layout: Layout): boolean {
  if (layout === "bids") return name.startsWith("sub-") && name.length > 4;
  return !/^(\.|ses-|tpl-)/.test(name) && !neverParticipants.has(name) && !datatypes.has(name);
}

/** Whether a folder of this name holds recordings. */
export function isDatatype(name: string): boolean {
  return datatypes.has(name);
}

/** Whether a folder of this name counts as one file. */
export function isOpaqueFolder(name: string): boolean {
  return opaqueEndings.test(name);
}
