import type { LorisSandboxOptions } from "@scanferry/sandbox";

import { usePull, type PullStage } from "../../pull/support/use-pull.js";

export const useStock = (
  study: LorisSandboxOptions["study"] = {},
  more: LorisSandboxOptions = {},
): Promise<PullStage> =>
  usePull({
    dialect: "v28",
    study: { candidates: 2, scanTypes: ["t1", "dwi25", "bold"], visits: ["V1", "V2"], ...study },
    ...more,
  });

export const session = (candidate: string, visit: string): string[] => {
  const folder = `sub-${candidate}/ses-${visit}`;
  const name = `sub-${candidate}_ses-${visit}`;
  return [
    `${folder}/anat/${name}_T1w.json`,
    `${folder}/anat/${name}_T1w.nii.gz`,
    `${folder}/dwi/${name}_acq-25_dwi.bval`,
    `${folder}/dwi/${name}_acq-25_dwi.bvec`,
    `${folder}/dwi/${name}_acq-25_dwi.json`,
    `${folder}/dwi/${name}_acq-25_dwi.nii.gz`,
    `${folder}/func/${name}_task-rest_bold.json`,
    `${folder}/func/${name}_task-rest_bold.nii.gz`,
    `${folder}/${name}_scans.tsv`,
  ];
};

export const datasetFiles = ["README", "dataset_description.json", "participants.json", "participants.tsv"];

export const candidatesOf = (stage: PullStage): string[] => [
  ...new Set(stage.images().map(({ candidate }) => candidate)),
];

export const targets = (results: readonly { status: string; target: string }[], status: string): string[] =>
  results
    .filter((result) => result.status === status)
    .map(({ target }) => target)
    .sort();
