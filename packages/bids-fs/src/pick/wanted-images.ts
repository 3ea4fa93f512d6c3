import type { Layout, Place } from "../dataset/place.js";
import type { PickOptions } from "./pick-options.js";

/** The suffixes that other folders than `anat` are known for; asking for one of them asks for its folder. */
const otherwhere =
  /^(bold|sbref|cbv|phase|events|dwi|epi|fieldmap|magnitude[12]?|phasediff|phase[12]|asl|m0scan|pet|aslcontext)$/i;

/** Which folders and suffixes a pick wants. */
export function wantedImages(options: PickOptions) {
  const suffixes = listOf(options.suffix ?? "T1w").map((suffix) => suffix.toLowerCase());
  const datatypes =
    options.datatype === undefined
      ? suffixes.some((one) => otherwhere.test(one))
        ? undefined
        : ["anat"]
      : listOf(options.datatype);
  return {
    suffixRank: (suffix: string) => suffixes.indexOf(suffix.toLowerCase()),
    /** In the plain layout an image may also lie right in the participant's folder. */
    folder: (place: Place, layout: Layout) =>
      place.datatype === undefined ? layout === "plain" : (datatypes?.includes(place.datatype) ?? true),
  };
}

/** One value or several, as a list. */
export function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
