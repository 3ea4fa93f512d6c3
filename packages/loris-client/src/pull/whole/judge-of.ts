import { judgeMinc } from "./judge-minc.js";
import { judgeNifti } from "./judge-nifti.js";
import { judgeNumbers } from "./judge-numbers.js";
import { judgeTar } from "./judge-tar.js";
import type { Judge } from "./verdict.js";

const judges: readonly (readonly [ending: RegExp, judge: Judge])[] = [
  [/\.mnc$/i, judgeMinc],
  [/\.nii$/i, judgeNifti],
  [/\.tar$/i, judgeTar],
  [/\.bv(al|ec)$/i, judgeNumbers],
];

/** The judge for files of this name, where its ending has one. */
export function judgeOf(name: string): Judge | undefined {
  return judges.find(([ending]) => ending.test(name))?.[1];
}
