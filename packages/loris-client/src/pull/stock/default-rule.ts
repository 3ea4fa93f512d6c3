import type { ScanTypeRule } from "../scan-type-mapping.js";

type Entities = Readonly<Record<string, string>>;

interface Pattern {
  /** Matched against the scan type with `-` for blanks and `_`. */
  matches: RegExp;
  bids: string;
  /** Entities; a number takes that group of the match, as the server spells it. */
  entities?: Readonly<Record<string, string | number>>;
}

const localizer: ScanTypeRule = { skip: "it is a localizer" };

/**
 * Scan types as LORIS sites name them. Where two readings are possible the one of PREVENT-AD's BIDS endpoint is taken (wire/loris.md §5:
 * bold is task-rest, fieldmap is phasediff, MP2RAGE is inv-1). Maps, SWI and derived diffusion images are not guessed.
 */
const patterns: readonly Pattern[] = [
  { matches: /^(?:adni-?)?(?:3d-?)?t1(?:w|-weighted)?(?:-?(?:3d|mp-?rage))?$|^mp-?rage$/i, bids: "anat/T1w" },
  { matches: /^(?:adni-?)?(?:3d-?)?t2(?:w|-weighted)?(?:-?(?:3d|tse|fse|space))?$/i, bids: "anat/T2w" },
  { matches: /^(?:adni-?)?pd(?:w|-weighted)?$/i, bids: "anat/PDw" },
  { matches: /^(?:pd-?t2|t2-?pd)w?$/i, bids: "anat/PDT2" },
  { matches: /^(?:3d-?)?(?:t2w?-?)?flair(?:-?3d)?$/i, bids: "anat/FLAIR" },
  { matches: /^t2(?:star|\*)w?$/i, bids: "anat/T2starw" },
  { matches: /^(?:angio|tof|tof-angio|mra)$/i, bids: "anat/angio" },
  { matches: /^t1-?map$|^mp2rage-t1-?map$/i, bids: "anat/T1map" },
  { matches: /^t2-?map$/i, bids: "anat/T2map" },
  { matches: /^t2(?:star|\*)-?map$/i, bids: "anat/T2starmap" },
  { matches: /^(?:unit1|mp2rage-?uni(?:t1)?)$/i, bids: "anat/UNIT1" },
  { matches: /^mp2rage$/i, bids: "anat/MP2RAGE", entities: { inv: "1" } },
  { matches: /^mp2rage-?inv-?([12])$/i, bids: "anat/MP2RAGE", entities: { inv: 1 } },
  { matches: /^(?:dwi|dti|diffusion)$/i, bids: "dwi/dwi" },
  { matches: /^(?:dwi|dti)-?(b?\d+[a-z]?)$/i, bids: "dwi/dwi", entities: { acq: 1 } },
  {
    matches: /^(?:task-?)?rest(?:ing)?(?:-?state)?(?:-?(?:bold|fmri))?$/i,
    bids: "func/bold",
    entities: { task: "rest" },
  },
  {
    matches: /^(?:bold|(?:bold|fmri)-?rest(?:ing)?(?:-?state)?|rs-?(?:bold|fmri))$/i,
    bids: "func/bold",
    entities: { task: "rest" },
  },
  // The task is not known: the scan type's own word says no more than the server does.
  { matches: /^(fmri)$/i, bids: "func/bold", entities: { task: 1 } },
  { matches: /^task-([a-z0-9]+)(?:-(?:bold|fmri))?$/i, bids: "func/bold", entities: { task: 1 } },
  { matches: /^(?:fieldmap|field-?map|fmap|gre-field-?map(?:ping)?|phase-?diff)$/i, bids: "fmap/phasediff" },
  {
    matches: /^(?:fieldmap|field-?map|fmap)-?(bold|fmri|dwi|dti|asl)$/i,
    bids: "fmap/phasediff",
    entities: { acq: 1 },
  },
  { matches: /^(?:(?:fieldmap|fmap)-?)?(?:magnitude|mag)$/i, bids: "fmap/magnitude" },
  { matches: /^(?:(?:fieldmap|fmap)-?)?(?:magnitude|mag)-?1$/i, bids: "fmap/magnitude1" },
  { matches: /^(?:(?:fieldmap|fmap)-?)?(?:magnitude|mag)-?2$/i, bids: "fmap/magnitude2" },
  { matches: /^(?:(?:fieldmap|fmap)-?)?phase-?1$/i, bids: "fmap/phase1" },
  { matches: /^(?:(?:fieldmap|fmap)-?)?phase-?2$/i, bids: "fmap/phase2" },
  {
    matches: /^(?:fieldmap|fmap|topup|(?:spin-?echo|se|epi)-field-?map)-(ap|pa|lr|rl|is|si)$/i,
    bids: "fmap/epi",
    entities: { dir: 1 },
  },
  { matches: /^asl$/i, bids: "perf/asl" },
  { matches: /^(pcasl|pasl|casl)$/i, bids: "perf/asl", entities: { acq: 1 } },
  { matches: /^(?:asl-)?m0(?:scan)?$/i, bids: "perf/m0scan" },
  { matches: /^pet$/i, bids: "pet/pet" },
];

const localizers = /^(?:.+-)?(?:localizer|localiser|scout|survey)(?:-.+)?$/i;

/** Ends that say more about an image of the scan type in front of them. */
const modifiers: readonly (readonly [
  end: RegExp,
  apply: (rule: { bids: string; entities: Entities }, end: string) => ScanTypeRule | undefined,
])[] = [
  // It was made from the image, not scanned again; the source's own image may lie beside it.
  [
    /-defaced$/i,
    ({ bids, entities }) =>
      /^(?:anat|func|dwi|perf)\//.test(bids)
        ? { bids, entities: { ...entities, rec: "defaced" } }
        : undefined,
  ],
  [
    /-sbref$/i,
    ({ bids, entities }) =>
      /\/(?:bold|dwi)$/.test(bids) ? { bids: bids.replace(/[^/]+$/, "sbref"), entities } : undefined,
  ],
  [
    /-(?:ap|pa|lr|rl|is|si)$/i,
    ({ bids, entities }, end) =>
      /^(?:func|dwi|perf)\//.test(bids) ? { bids, entities: { ...entities, dir: end } } : undefined,
  ],
];

/** The rule of the built-in table for a scan type; nothing where it is not known. */
export function defaultRule(scanType: string): ScanTypeRule | undefined {
  const spelled = scanType.trim().replaceAll(/[\s_]+/g, "-");
  if (localizers.test(spelled)) return localizer;
  for (const { matches, bids, entities = {} } of patterns) {
    const found = matches.exec(spelled);
    if (found === null) continue;
    const taken = Object.entries(entities).map(([key, value]): [string, string] => [
      key,
      typeof value === "string" ? value : (found[value] ?? ""),
    ]);
    return { bids, entities: Object.fromEntries(taken) };
  }
  return modifiedRule(spelled);
}

function modifiedRule(spelled: string): ScanTypeRule | undefined {
  for (const [end, apply] of modifiers) {
    const found = end.exec(spelled);
    if (found === null) continue;
    const base = defaultRule(spelled.slice(0, found.index));
    if (base === undefined || "skip" in base) return base;
    return apply({ bids: base.bids, entities: base.entities ?? {} }, found[0].slice(1).toUpperCase());
  }
  return undefined;
}
