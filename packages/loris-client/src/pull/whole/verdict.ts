/**
 * What the first bytes and the length of a file say about it: `whole` is a proof (the format names its own end, and there the file ends);
 * `cut` means that bytes are missing at the end; `wrong` that it is something else; `unproven` that nothing speaks against it.
 */
export type Verdict = "whole" | "unproven" | "cut" | "wrong";

/** Judges a file by its first bytes (as many as the judge asks for, or all where it is shorter) and its length. */
export interface Judge {
  headBytes: number;
  judge: (head: Buffer, bytes: number) => Verdict;
}

/** The verdict on a file that ought to end at a place: more bytes than that are no proof and no fault. */
export function againstEnd(bytes: number, end: number): Verdict {
  if (bytes < end) return "cut";
  return bytes === end ? "whole" : "unproven";
}
