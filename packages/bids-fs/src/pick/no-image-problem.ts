import type { Findings } from "./find-candidates.js";
import type { PickOptions } from "./pick-options.js";
import type { PickProblem } from "./pick.js";
import { listOf } from "./wanted-images.js";

/** Says why a participant's folder offers no image at all. */
export function noImageProblem(findings: Findings, options: PickOptions): PickProblem {
  const suffix = listOf(options.suffix ?? "T1w").join(" or ");
  const base = { code: "local/not-found", reason: "no-image" } as const;
  if (findings.filtered > 0) {
    return {
      ...base,
      message: `There is a ${suffix} image, but not of the session, run or entities asked for.`,
      hint: "Ask for another session or run, or leave the choice to the default order.",
    };
  }
  if (findings.ignored > 0) {
    return {
      ...base,
      message: `The ${suffix} image is left out by .bidsignore.`,
      hint: "Take its rule out of .bidsignore, or include ignored files.",
    };
  }
  if (findings.files === 0) {
    return {
      ...base,
      message: "The participant's folder is empty.",
      hint: "If it is a DataLad subdataset, fetch it first: datalad get with the path of the folder.",
    };
  }
  return { ...base, message: `There is no ${suffix} image.`, hint: hintFor(findings) };
}

function hintFor({ otherSuffixes, unread }: Findings): string {
  const others = [...otherSuffixes].filter((other) => other !== "defacemask").sort();
  if (others.length > 0) {
    return `There are other images: ${others.slice(0, 8).join(", ")}. Ask for one of these suffixes if it will do.`;
  }
  if (unread > 0)
    return "There are images whose names BIDS does not allow; rename them, e.g. to LABEL_T1w.nii.gz.";
  return "Convert and add the image, or go on without this participant.";
}
