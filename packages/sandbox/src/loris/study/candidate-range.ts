import { seededRandom } from "../../phantom/seeded-random.js";
import type { Dialect } from "../dialect.js";
import type { LorisSandboxOptions } from "../loris-options.js";
import type { LorisCandidate } from "./study-types.js";

/** The candidates of one project, made from their number whenever one is asked for. */
export interface CandidateRange {
  readonly project: string;
  /** Number of the first one, counted over all projects. */
  readonly start: number;
  readonly count: number;
}

/** The candidate with this number. */
export function candidateAt(
  index: number,
  project: string,
  options: {
    readonly dialect: Dialect;
    readonly sites: readonly (readonly [name: string, alias: string])[];
    readonly visits: readonly string[];
  },
): LorisCandidate {
  const { dialect, sites, visits } = options;
  const site = sites[index % sites.length] ?? (["Data Coordinating Center", "DCC"] as const);
  const id = String(dialect.candId.first + index * dialect.candId.step);
  const random = seededRandom("candidate", id);
  const month = String(1 + Math.floor(random() * 12)).padStart(2, "0");
  const year = dialect.legacy ? 1940 + Math.floor(random() * 20) : 1980 + Math.floor(random() * 30);
  return {
    id,
    pscid: dialect.legacy
      ? `PAD${String(index).padStart(4, "0")}`
      : `${site[1]}${String(index + 1).padStart(3, "0")}`,
    project,
    site,
    dateOfBirth: `${String(year)}-${month}-01`,
    edc: "2016-06-21",
    sex: random() < 0.5 ? "Male" : "Female",
    visits,
  };
}

/** The number of a CandID, `undefined` when no generated candidate can have it. */
export function candidateIndex(id: string, dialect: Dialect): number | undefined {
  if (!/^\d{1,10}$/.test(id)) return undefined;
  const offset = Number(id) - dialect.candId.first;
  return offset >= 0 && offset % dialect.candId.step === 0 ? offset / dialect.candId.step : undefined;
}

/** The projects' shares of the candidates: the study's in the main project, then what the others were given. */
export function candidateRanges(dialect: Dialect, options: LorisSandboxOptions): readonly CandidateRange[] {
  let start = 0;
  const range = (project: string, count: number): CandidateRange => {
    const made = { project, start, count };
    start += count;
    return made;
  };
  return [
    range(options.project ?? dialect.project, options.study?.candidates ?? 3),
    ...(options.projects ?? dialect.projects).map((one) =>
      typeof one === "string" ? range(one, 0) : range(one.name, one.candidates ?? 0),
    ),
  ];
}
