import type { Judge } from "./verdict.js";

const blockBytes = 512;

/** A tar archive (the DICOM archives of LORIS): its first header must agree with its own checksum, which V7, ustar and GNU tar share. */
export const judgeTar: Judge = {
  headBytes: blockBytes,
  judge(head) {
    if (head.length < blockBytes) return "wrong";
    const told = Number.parseInt(head.toString("latin1", 148, 156), 8);
    // The checksum's own eight bytes count as blanks.
    let sum = 8 * 0x20;
    for (let at = 0; at < blockBytes; at++) if (at < 148 || at >= 156) sum += head[at] ?? 0;
    return sum === told ? "unproven" : "wrong";
  },
};
