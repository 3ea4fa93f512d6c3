import { z } from "zod";
import type { Fields } from "./values.js";
import { objectSchema, recordOf, textSchema } from "./values.js";

/** Names and values of an image's header, as texts; what the server has no value for is left out. */
export type HeaderValues = Readonly<Record<string, string>>;

/** The part of an image's header that LORIS sums up. Lengths are in mm, times in s. */
export interface ImageHeaders {
  readonly physical: HeaderValues;
  readonly description: HeaderValues;
  /** By axis ("XSpace" …): `Length` and `StepSize`. */
  readonly dimensions: Readonly<Record<string, HeaderValues>>;
  readonly scanner: HeaderValues;
  /** The answer as the server sent it. */
  readonly fields: Fields;
}

/** Leaves out what is `null`, `""` or `[]`, which the legacy dialect sends for an absent value. */
const valuesSchema = objectSchema
  .optional()
  .pipe(z.record(z.string(), textSchema).optional())
  .transform((values): HeaderValues => {
    const pairs = Object.entries(values ?? {}).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    return Object.fromEntries(pairs);
  });

const dimensionsSchema = objectSchema.optional().pipe(z.record(z.string(), valuesSchema).optional());

export const imageHeadersSchema = recordOf(
  z.looseObject({
    Physical: valuesSchema,
    Description: valuesSchema,
    Dimensions: dimensionsSchema,
    ScannerInfo: valuesSchema,
  }),
  ({ Physical, Description, Dimensions, ScannerInfo }, fields): ImageHeaders => ({
    physical: Physical,
    description: Description,
    dimensions: Object.fromEntries(
      // The legacy dialect sends TimeDimension always, empty where there is none.
      Object.entries(Dimensions ?? {}).filter(([, values]) => Object.keys(values).length > 0),
    ),
    scanner: ScannerInfo,
    fields,
  }),
);

export const fullHeadersSchema = z
  .looseObject({ Headers: valuesSchema })
  .transform(({ Headers }): HeaderValues => Headers);

export const oneHeaderSchema = z.looseObject({ Value: textSchema }).transform(({ Value }) => Value);
