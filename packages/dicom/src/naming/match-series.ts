import { folded, matchesGlob } from "@scanferry/transfer";
import type { NamingRules, SeriesMatch, SeriesRule } from "./naming-rules.js";

/** What a series is told by: of a {@link DicomHeader} its description, protocol and so on, of a {@link ParHeader} the protocol, number and file. */
export interface SeriesFacts {
  readonly description: string;
  readonly protocol: string;
  /** File name of a PAR header, with or without its folder. */
  readonly file?: string | undefined;
  readonly modality: string;
  readonly imageType: readonly string[];
  readonly number?: number | undefined;
}

/** The rule that a series falls under, and those that would have matched too. */
export interface SeriesVerdict {
  /** The first rule that matches; undefined when none does. */
  readonly rule?: SeriesRule;
  readonly also: readonly SeriesRule[];
}

/**
 * Finds the rule of a series: all patterns of its `match` hold, and it is the first such rule in the file. Rules further down that match
 * as well are given too, since they may have been meant.
 *
 * @example
 * ```ts
 * const rules = await readNaming("naming.yaml");
 * const { rule, also } = matchSeries(rules, {
 *   description: "t1_mprage_sag",
 *   protocol: "t1_mprage_sag",
 *   modality: "MR",
 *   imageType: ["ORIGINAL", "PRIMARY"],
 *   number: 4,
 * });
 * console.log(rule?.scanType ?? rule?.skip ?? "unmatched", also.length);
 * ```
 */
export function matchSeries(rules: NamingRules, series: SeriesFacts): SeriesVerdict {
  const [rule, ...also] = rules.series.filter(({ match }) => holds(match, series));
  return rule === undefined ? { also } : { rule, also };
}

function holds(match: SeriesMatch, series: SeriesFacts): boolean {
  const { description, protocol, modality, imageType, number, file } = series;
  const given: Record<keyof SeriesMatch, readonly string[]> = {
    description: [description],
    protocol: [protocol],
    modality: [modality],
    imageType: [...imageType, imageType.join("\\")],
    number: number === undefined ? [] : [String(number)],
    file: file === undefined ? [] : [file.split(/[\\/]/).at(-1) ?? file],
  };
  return Object.entries<string>({ ...match }).every(([field, pattern]) => {
    const texts = given[field as keyof SeriesMatch];
    // A number is the same one with zeros before it.
    if (field === "number" && /^\d+$/.test(pattern)) return number === Number(pattern);
    return texts.some((text) => matchesGlob(folded(pattern), folded(text)));
  });
}
