import type { Tissue } from "./head-model.js";

/** The two contrasts that the phantom comes in. */
export type PhantomSuffix = "T1w" | "T2w";

/** How bright each tissue is: fat and white matter in T1w, water in T2w. */
export const CONTRASTS: Readonly<Record<PhantomSuffix, Readonly<Record<Tissue, number>>>> = {
  T1w: {
    air: 0,
    scalp: 880,
    skull: 70,
    csf: 170,
    gray: 500,
    white: 780,
    deepGray: 590,
    cerebellum: 560,
    stem: 720,
    eye: 240,
  },
  T2w: {
    air: 0,
    scalp: 520,
    skull: 60,
    csf: 960,
    gray: 560,
    white: 380,
    deepGray: 450,
    cerebellum: 520,
    stem: 400,
    eye: 990,
  },
};
