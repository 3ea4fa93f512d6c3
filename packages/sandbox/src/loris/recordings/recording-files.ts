import type { LorisCandidate } from "../study/study-types.js";

/** The one recording that each session has. */
export function recordingName(candidate: LorisCandidate, visit: string): string {
  return `sub-${candidate.pscid}_ses-${visit}_task-faceO_eeg.edf`;
}

/** A European Data Format file as far as its first bytes tell. */
export function recordingBody(name: string): Buffer {
  return Buffer.from(`0       ${name}`.padEnd(512, " "));
}
