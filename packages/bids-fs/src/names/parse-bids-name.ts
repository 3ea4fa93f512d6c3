/** What a file name says: its entities in the order of the name, its suffix and its extension. */
export interface BidsName {
  /** Short name to value as written, e.g. `{ sub: "01", run: "02" }`. */
  readonly entities: Readonly<Record<string, string>>;
  /** The last part before the extension, e.g. `T1w`; absent where the name is not made as BIDS asks. */
  readonly suffix?: string;
  /** From the first dot on, e.g. `.nii.gz`; empty where there is none. */
  readonly extension: string;
}

const pair = /^([a-zA-Z][a-zA-Z0-9]*)-(.+)$/;
const suffixForm = /^[a-zA-Z0-9]+$/;

/**
 * Takes a file name apart (a name, not a path).
 * It never throws: a name that is not made of `key-value` parts and a suffix comes back without a `suffix`,
 * so that no query for a suffix can match it. Text that only looks like a suffix (`mod-T1w_defacemask`, `space-T1w_bold`) is not one.
 *
 * @example
 * ```ts
 * parseBidsName("sub-01_run-2_T1w.nii.gz");
 * // { entities: { sub: "01", run: "2" }, suffix: "T1w", extension: ".nii.gz" }
 * ```
 */
export function parseBidsName(name: string): BidsName {
  const dot = name.indexOf(".");
  const stem = dot === -1 ? name : name.slice(0, dot);
  const extension = dot === -1 ? "" : name.slice(dot);
  const entities: Record<string, string> = {};
  const parts = stem.split("_");
  let wellMade = true;
  for (let i = 0; i < parts.length - 1; i += 1) wellMade = readPair(parts[i] ?? "", entities) && wellMade;
  const last = parts.at(-1) ?? "";
  if (wellMade && suffixForm.test(last)) return { entities, suffix: last, extension };
  readPair(last, entities);
  return { entities, extension };
}

/** The first of two equal keys counts; the second makes the name a malformed one. */
function readPair(part: string, into: Record<string, string>): boolean {
  const match = pair.exec(part);
  const key = match?.[1];
  const value = match?.[2];
  if (key === undefined || value === undefined || Object.hasOwn(into, key)) return false;
  into[key] = value;
  return true;
}
