import type { RunningCheck } from "./content-check.js";

/** A check of the first bytes alone: gathers up to `count` of them and judges once, as soon as they are there. */
export function readHead(count: number, judge: (head: Buffer) => void): RunningCheck {
  let head = Buffer.alloc(0);
  let judged = false;
  return {
    keepsNothing: true,
    write(chunk) {
      if (judged) return;
      head = Buffer.concat([head, chunk.subarray(0, count - head.length)]);
      if (head.length < count) return;
      judged = true;
      judge(head);
    },
    end() {
      if (!judged) judge(head);
      judged = true;
    },
  };
}
