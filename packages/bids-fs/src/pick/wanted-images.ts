import type { Layout, Place } from "../dataset/place.js";
import type { PickOptions } from "./pick-options.js";

/** The suffixes that other folders than `anat` are known for; asking for one of them asks for its folder. */
const otherwhere =
  /^(bold|sbref|cbv|phase|events|dwi|epi|fieldmap|magnitude[12]?|phasediff|phase[12]|asl|m0scan|pet|aslcontext)$/i;

/** Which folders and suffixes a pick wants. */
export interface WantedImages {
  /** The place of a suffix among the wanted ones; -1 for others. */
  suffixRank(suffix: string): number;
  /** Whether the image may lie in such a folder; in the plain layout also right in the participant's or the session's. */
  folder(place: Place, layout: Layout): boolean;
}

/** Makes ready what a pick asks for. */
export function wantedImages(options: PickOptions): WantedImages {
  const suffixes = listOf(options.suffix ?? "T1w").map((suffix) => suffix.toLowerCase());
  const datatypes =
    options.datatype === undefined
      ? suffixes.some((one) => otherwhere.test(one))
        ? undefined
        : ["anat"]
      : listOf(options.datatype);
  return {
    suffixRank: (suffix) => suffixes.indexOf(suffix.toLowerCase()),
    folder: (place, layout) =>
      place.datatype === undefined ? layout === "plain" : (datatypes?.includes(place.datatype) ?? true),
  };
}

/** One value or several, as a list. */
export function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
