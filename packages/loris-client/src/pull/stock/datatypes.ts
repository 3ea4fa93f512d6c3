import type { Entity } from "./bids-entities.js";

/** Suffixes that share their entities. */
interface SuffixGroup {
  suffixes: readonly string[];
  required: readonly Entity[];
  optional: readonly Entity[];
}

const plain: readonly Entity[] = ["acq", "rec"];

/**
 * Where images of MR and PET go, after the file rules of the BIDS specification (raw data, 1.10): which suffixes a datatype has, which
 * entities each needs, and which it may have beside sub, ses and run.
 */
const datatypes: Readonly<Record<string, readonly SuffixGroup[]>> = {
  anat: [
    {
      suffixes: [
        ...["T1w", "T2w", "PDw", "T2starw", "FLAIR", "inplaneT1", "inplaneT2", "PDT2", "angio"],
        ...["T2star", "FLASH", "PD"],
      ],
      required: [],
      optional: [...plain, "task", "ce", "echo", "part", "chunk"],
    },
    {
      suffixes: [
        ...[
          "T1map",
          "T2map",
          "T2starmap",
          "R1map",
          "R2map",
          "R2starmap",
          "PDmap",
          "MTRmap",
          "MTsat",
          "UNIT1",
        ],
        ...["T1rho", "MWFmap", "MTVmap", "Chimap", "S0map", "M0map"],
      ],
      required: [],
      optional: [...plain, "task", "ce", "chunk"],
    },
    { suffixes: ["defacemask"], required: [], optional: [...plain, "ce", "mod"] },
    { suffixes: ["MEGRE", "MESE"], required: ["echo"], optional: [...plain, "ce", "part", "chunk"] },
    { suffixes: ["VFA"], required: ["flip"], optional: [...plain, "ce", "echo", "part", "chunk"] },
    { suffixes: ["IRT1"], required: ["inv"], optional: [...plain, "ce", "part", "chunk"] },
    { suffixes: ["MP2RAGE"], required: ["inv"], optional: [...plain, "ce", "echo", "flip", "part", "chunk"] },
    {
      suffixes: ["MPM", "MTS"],
      required: ["flip", "mt"],
      optional: [...plain, "ce", "echo", "part", "chunk"],
    },
    { suffixes: ["MTR"], required: ["mt"], optional: [...plain, "ce", "part", "chunk"] },
  ],
  func: [
    {
      suffixes: ["bold", "cbv", "sbref"],
      required: ["task"],
      optional: [...plain, "ce", "dir", "echo", "part", "chunk"],
    },
  ],
  dwi: [{ suffixes: ["dwi", "sbref"], required: [], optional: [...plain, "dir", "part", "chunk"] }],
  fmap: [
    {
      suffixes: ["phasediff", "phase1", "phase2", "magnitude1", "magnitude2", "magnitude", "fieldmap"],
      required: [],
      optional: ["acq", "chunk"],
    },
    { suffixes: ["epi"], required: ["dir"], optional: ["acq", "ce", "chunk"] },
  ],
  perf: [{ suffixes: ["asl", "m0scan"], required: [], optional: [...plain, "dir", "chunk"] }],
  pet: [{ suffixes: ["pet"], required: [], optional: ["task", "trc", "rec"] }],
};

/** The names of all datatypes. */
export const datatypeNames: readonly string[] = Object.keys(datatypes);

/** All suffixes of a datatype; none where BIDS has no such datatype here. */
export function suffixesOf(datatype: string): readonly string[] {
  const groups = Object.hasOwn(datatypes, datatype) ? datatypes[datatype] : undefined;
  return groups?.flatMap(({ suffixes }) => suffixes) ?? [];
}

/** Which entities a suffix needs and may have. */
export function entitiesOf(
  datatype: string,
  suffix: string,
): { required: readonly Entity[]; allowed: readonly Entity[] } | undefined {
  const groups = Object.hasOwn(datatypes, datatype) ? datatypes[datatype] : undefined;
  const group = groups?.find(({ suffixes }) => suffixes.includes(suffix));
  return group === undefined
    ? undefined
    : { required: group.required, allowed: [...group.required, ...group.optional] };
}
