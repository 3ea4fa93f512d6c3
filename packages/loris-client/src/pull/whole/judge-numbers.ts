import type { Judge } from "./verdict.js";

/** b-values and b-vectors are numbers in plain text; an error message in their place is not. */
export const judgeNumbers: Judge = {
  headBytes: 256,
  judge: (head) =>
    /^\uFEFF?[\s\d.,;eE+-]*$/.test(head.toString("utf8").replaceAll(/nan|inf(inity)?/gi, "0"))
      ? "unproven"
      : "wrong",
};
