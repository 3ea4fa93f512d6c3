import type { Candidate } from "./candidate.js";
import { compareSessions } from "./compare-sessions.js";

/** The preferences with a name; each one decides only between images that all earlier ones leave equal. */
export type PreferenceName =
  | "raw"
  | "magnitude"
  | "earliest-session"
  | "latest-session"
  | "plainest"
  | "no-rec"
  | "no-ce"
  | "lowest-run"
  | "highest-run"
  | "lowest-echo"
  | "first-chunk"
  | "gzip";

/** What a comparison function of your own sees of an image. */
export type PreferenceCandidate = Candidate;

/**
 * A named preference; or wanted values of entities in order, e.g. `{ acq: ["mprage", "lowres"] }` (others come after them);
 * or a comparison function as for `Array.prototype.sort`.
 */
export type Preference =
  | PreferenceName
  | Readonly<Record<string, string | readonly string[]>>
  | ((a: PreferenceCandidate, b: PreferenceCandidate) => number);

type Compare = (a: Candidate, b: Candidate) => number;

/**
 * The default order after the order of the wanted suffixes. Names decide last (digits by their value), so the choice never
 * depends on the file system.
 *
 * 1. `raw`: images as scanned before derived ones (with `space`, `desc`, `res`, `den`, `label`, `seg`, `atlas` or `scale`).
 * 2. `magnitude`: no `part` or `part-mag` before `part-phase`, `part-real`, `part-imag`.
 * 3. `earliest-session`: by `acq_time` in the participant's sessions.tsv; without it `pre`, `baseline`, `bl` … first and `post`, `followup`, `fu` …
 *    last; then by label, digits by their value; an image outside any session before all.
 * 4. `plainest`: the fewest further entities (`acq`, `rec`, `ce`, `echo`, `inv` …; not `ses`, `run`, `part`, `chunk`).
 * 5. `no-rec`: without `rec`. 6. `no-ce`: without contrast agent. 7. `lowest-run`. 8. `lowest-echo`: lowest `echo`, then `inv`, then `flip`.
 * 9. `first-chunk`. 10. `gzip`: `.nii.gz` before `.nii`.
 */
export const defaultPreferences: readonly PreferenceName[] = [
  ...(["raw", "magnitude", "earliest-session", "plainest", "no-rec", "no-ce"] as const),
  ...(["lowest-run", "lowest-echo", "first-chunk", "gzip"] as const),
];

const derivedEntities = ["space", "desc", "res", "den", "label", "seg", "atlas", "scale"];
const notCounted: ReadonlySet<string> = new Set(["sub", "ses", "run", "part", "chunk"]);
const natural = new Intl.Collator("en", { numeric: true });

const named: Readonly<Record<PreferenceName, Compare>> = {
  raw: by((c) => derivedEntities.filter((key) => Object.hasOwn(c.entities, key)).length),
  magnitude: by((c) => (["", "mag"].includes(c.entities["part"] ?? "") ? 0 : 1)),
  "earliest-session": compareSessions,
  "latest-session": (a, b) => compareSessions(b, a),
  plainest: by((c) => Object.keys(c.entities).filter((key) => !notCounted.has(key)).length + c.furtherParts),
  "no-rec": by((c) => (Object.hasOwn(c.entities, "rec") ? 1 : 0)),
  "no-ce": by((c) => (Object.hasOwn(c.entities, "ce") ? 1 : 0)),
  "lowest-run": by((c) => index(c, "run")),
  "highest-run": by((c) => -index(c, "run")),
  "lowest-echo": (a, b) =>
    index(a, "echo") - index(b, "echo") ||
    index(a, "inv") - index(b, "inv") ||
    index(a, "flip") - index(b, "flip"),
  "first-chunk": by((c) => index(c, "chunk")),
  gzip: by((c) => (c.extension.toLowerCase() === ".nii.gz" ? 0 : 1)),
};

/** Joins the preferences into one comparison that never calls two different files equal. */
export function compareCandidates(prefer: readonly Preference[] = []): Compare {
  const steps = [by((c) => c.suffixRank), ...[...prefer, ...defaultPreferences].map(toCompare)];
  return (a, b) => {
    for (const step of steps) {
      const order = step(a, b);
      if (order !== 0) return order;
    }
    return natural.compare(a.path, b.path) || (a.path < b.path ? -1 : 1);
  };
}

function toCompare(preference: Preference): Compare {
  if (typeof preference === "function") return preference;
  if (typeof preference === "string") return named[preference];
  const steps = Object.entries(preference).map(([key, wanted]) => {
    const values = typeof wanted === "string" ? [wanted] : wanted;
    return by((c) => {
      const at = values.indexOf(c.entities[key] ?? "");
      return at === -1 ? values.length : at;
    });
  });
  return (a, b) => steps.reduce((order, step) => (order === 0 ? step(a, b) : order), 0);
}

function by(rank: (candidate: Candidate) => number): Compare {
  return (a, b) => rank(a) - rank(b);
}

/** No index is the first one: the image without `run` is the only run or the one meant by name. */
function index(candidate: Candidate, key: string): number {
  const value = Number(candidate.entities[key] ?? 0);
  return Number.isFinite(value) ? value : Number.MAX_SAFE_INTEGER;
}
