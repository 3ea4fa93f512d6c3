import type { ContentCheck, RunningCheck } from "@scanferry/transfer";

import { cutContent, wrongContent } from "./content-errors.js";
import { judgeOf } from "./judge-of.js";
import type { Judge } from "./verdict.js";

function run({ headBytes, judge }: Judge): RunningCheck {
  const chunks: Uint8Array[] = [];
  let held = 0;
  let bytes = 0;
  let head: Buffer | undefined;
  const gather = (): Buffer => {
    head ??= Buffer.concat(chunks.splice(0));
    return head;
  };
  return {
    keepsNothing: true,
    write(chunk) {
      bytes += chunk.byteLength;
      if (head !== undefined) return;
      const part = Buffer.from(chunk.subarray(0, headBytes - held));
      chunks.push(part);
      held += part.byteLength;
      // What is wrong from the start is not read to its end; how long it is shows only there.
      if (held === headBytes && judge(gather(), Number.POSITIVE_INFINITY) === "wrong") throw wrongContent();
    },
    end() {
      const verdict = judge(gather(), bytes);
      if (verdict === "wrong") throw wrongContent();
      if (verdict === "cut") throw cutContent();
    },
  };
}

/** Holds MINC, NIfTI, tar, bval and bvec files to what their first bytes promise: the right format, and the length that it names. */
export const headAndLength: ContentCheck = {
  name: "head-and-length",
  start: ({ name }) => {
    const judge = judgeOf(name);
    return judge === undefined ? undefined : run(judge);
  },
};
