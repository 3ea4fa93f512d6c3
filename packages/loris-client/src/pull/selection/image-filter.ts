import { ScanferryError } from "@scanferry/transfer";

import type { PlannedImage } from "../planned-image.js";
import { DistinctValues } from "./distinct-values.js";

/** One filter of a selection. It sees every image of the list, also those that another filter leaves out, to know what exists. */
export interface ImageFilter {
  /** What its values are called, e.g. "scan type". */
  readonly noun: string;
  /** Takes notice of an image and says whether it is wanted; nothing where the server's lists do not say what it takes to know. */
  accepts(image: PlannedImage): boolean | undefined;
  /** What was asked for and never seen. */
  unknown(): readonly string[];
  /** The error that names the valid values. */
  refusal(): ScanferryError;
}

/** What a filter on one field compares. */
export interface FieldFilter {
  /** What the values are called, e.g. "scan type". */
  noun: string;
  wanted: readonly string[];
  valueOf: (image: PlannedImage) => string | undefined;
  matches?: (wanted: string, value: string) => boolean;
}

/** A filter on one field of the images. */
export function fieldFilter({
  noun,
  wanted,
  valueOf,
  matches = (a, b) => a === b,
}: FieldFilter): ImageFilter {
  const unseen = new Set(wanted);
  const valid = new DistinctValues();
  return {
    noun,
    accepts(image) {
      const value = valueOf(image);
      if (value === undefined) return undefined;
      valid.add(value);
      for (const name of unseen) if (name !== "" && matches(name, value)) unseen.delete(name);
      return wanted.some((name) => name !== "" && matches(name, value));
    },
    unknown: () => [...unseen],
    refusal: () => unknownValues(noun, [...unseen], valid.toString()),
  };
}

/** The error of a filter's value that the server does not know. The values themselves may be labels, so they stand in `subject`. */
export function unknownValues(noun: string, unknown: readonly string[], valid: string): ScanferryError {
  const count = unknown.length;
  return new ScanferryError(
    "input/invalid",
    count === 1
      ? `The server has no images of a ${noun} that was asked for.`
      : `The server has no images of ${count} ${noun}s that were asked for.`,
    {
      hint:
        valid === ""
          ? `The server lists no ${noun} at all; perhaps this account may not see them.`
          : `Valid here: ${valid}.`,
      subject: unknown.join(", "),
      details: { unknown: count },
    },
  );
}
