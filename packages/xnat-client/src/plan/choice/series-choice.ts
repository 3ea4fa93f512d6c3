import { folded, matchesGlob } from "@scanferry/transfer";

/** The names of a series. */
export interface SeriesNames {
  number: number | undefined;
  folder: string;
  description: string;
  scanType: string | undefined;
}

/** Makes the comparison with the globs of `series`; capitals do not matter. */
export function seriesChoice(globs: readonly string[] | undefined): (series: SeriesNames) => boolean {
  if (globs === undefined) return () => true;
  const wanted = globs.map(folded);
  return ({ number, folder, description, scanType }) =>
    [number === undefined ? "" : String(number), folder, description, scanType ?? ""]
      .filter((name) => name !== "")
      .map(folded)
      .some((name) => wanted.some((glob) => matchesGlob(glob, name)));
}
