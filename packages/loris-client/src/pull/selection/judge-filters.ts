import type { CandidateLookup } from "../listing/find-candidates.js";
import type { CandidateFilter } from "./candidate-filter.js";
import { DistinctValues } from "./distinct-values.js";
import { unknownValues } from "./image-filter.js";
import type { ImageFilters } from "./image-filters.js";

/** Whom the filters' values are asked about when the list of images does not say. */
export interface FilterSource {
  /**
   * What the server knows of candidates without images, and which of some numbers are CandIDs; nothing where this account may not see the
   * list of candidates.
   */
  findCandidates(names: readonly string[], numbers: readonly string[]): Promise<CandidateLookup | undefined>;
  /** Labels of the visits, also of those without images; nothing where the server does not tell. */
  visits(): Promise<readonly string[] | undefined>;
  warn(message: string, hint?: string): void;
}

/**
 * Judges the filters by a list of images that was read to its end.
 *
 * @throws {@link ScanferryError} `input/invalid` with the valid values in the hint; `remote/ambiguous`
 */
export async function judgeByImages(
  { fields, candidates }: ImageFilters,
  source: FilterSource,
): Promise<void> {
  const refused = fields.find((filter) => filter.unknown().length > 0);
  if (refused !== undefined) throw refused.refusal();
  if (candidates === undefined) return;
  const ambiguity = candidates.ambiguity();
  if (ambiguity !== undefined) throw ambiguity;
  if (!(await judgeCandidates(candidates, source))) throw candidates.withheld();
}

/**
 * Judges the filters when the list is empty, as it is for an account without permission: as far as the server's other lists say;
 * the rest is told to be unknown.
 *
 * @throws {@link ScanferryError} `input/invalid` with the valid values in the hint
 */
export async function judgeWithoutImages(
  { fields, candidates }: ImageFilters,
  source: FilterSource,
): Promise<void> {
  const untold: string[] = [];
  for (const filter of fields) {
    const { noun } = filter;
    const told = noun === "visit" ? await source.visits() : undefined;
    if (told === undefined || told.length === 0) untold.push(`${noun}s`);
    else refuseOthers(noun, filter.unknown(), told);
  }
  if (candidates !== undefined && !(await judgeCandidates(candidates, source))) untold.push("candidates");
  if (untold.length > 0) {
    source.warn(
      `Whether the server knows the ${untold.join(", ")} that were asked for cannot be told.`,
      "Without images it names none of them.",
    );
  }
}

function refuseOthers(noun: string, wanted: readonly string[], told: readonly string[]): void {
  const unknown = wanted.filter((name) => !told.includes(name));
  if (unknown.length === 0) return;
  const valid = new DistinctValues();
  for (const name of told) valid.add(name);
  throw unknownValues(noun, unknown, valid.toString());
}

/** Looks up the candidates without images. Gives `false` where the server does not tell. */
async function judgeCandidates(filter: CandidateFilter, source: FilterSource): Promise<boolean> {
  const without = filter.unknown();
  const doubtful = filter.doubtful();
  if (without.length + doubtful.length === 0) return true;
  const found = await source.findCandidates(without, doubtful);
  if (found === undefined) return without.length === 0;
  const ambiguity = filter.ambiguity(found.candIds);
  if (ambiguity !== undefined) throw ambiguity;
  if (found.unknown.length > 0) throw filter.refusal();
  const here = without.length - found.elsewhere.length;
  if (here > 0) source.warn(`${here} of the candidates that were asked for have no images.`);
  if (found.elsewhere.length > 0) {
    source.warn(
      `${found.elsewhere.length} of the candidates that were asked for belong to another project.`,
      "Leave the project out, or name theirs.",
    );
  }
  return true;
}
