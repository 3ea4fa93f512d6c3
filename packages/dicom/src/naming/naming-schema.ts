import { z } from "zod";

/** What the templates of a naming file may be filled with. */
export const namingFacts = ["patientId", "subjectFolder", "sessionFolder", "studyDate"] as const;

/** A name of {@link NamingFacts}. */
export type NamingFact = (typeof namingFacts)[number];

const glob = z.string().min(1);

const template = z
  .string()
  .min(1)
  .refine((text) => placeholdersOf(text).every((name) => namingFacts.some((fact) => fact === name)), {
    error: `Braces take one of ${namingFacts.map((name) => `{${name}}`).join(", ")}.`,
  })
  .describe(`A text with ${namingFacts.map((name) => `{${name}}`).join(", ")} in it`);

const table = z
  .strictObject({
    from: z.string().min(1).describe("A CSV file with a header row; its path counts from the naming file"),
    key: z
      .enum(namingFacts)
      .describe("The fact that a row is found by, and the name of the column it stands in"),
    column: z
      .string()
      .min(1)
      .optional()
      .describe("The column of the key, where it is not named like the key"),
    value: z.string().min(1).describe("The column that has the label"),
  })
  .describe("Labels from a table");

const label = z.union([template, table], {
  error: "A label is a quoted text, or a table with from, key and value.",
});

const match = z
  .strictObject({
    description: glob.optional().describe("Series Description"),
    protocol: glob.optional().describe("Protocol Name"),
    file: glob.optional().describe("File name of a PAR header"),
    modality: glob.optional(),
    imageType: glob.optional().describe("One value of Image Type, or all of them joined by a backslash"),
    number: z.union([z.int().nonnegative(), glob]).optional().describe("Series Number"),
  })
  .refine((fields) => Object.keys(fields).length > 0, { error: "A match names at least one field." })
  .describe("Case-insensitive patterns (* and ?), of which all must hold");

const alphanumeric = /^[A-Za-z0-9]+$/;

const series = z
  .strictObject({
    match,
    scanType: z.string().min(1).optional().describe("XNAT scan type"),
    resource: z
      .string()
      .regex(/^[A-Za-z0-9_-]+$/, { error: "A resource label has letters, digits, _ and - only." })
      .optional()
      .describe("Label of the XNAT resource"),
    bids: z
      .string()
      .regex(/^[a-z]+\/[A-Za-z0-9]+$/, { error: "A BIDS name is datatype/suffix, anat/T1w for example." })
      .optional()
      .describe("BIDS datatype/suffix"),
    entities: z
      .record(
        z.string().regex(alphanumeric, { error: "The name of a BIDS entity has letters and digits only." }),
        z.union([
          z
            .string()
            .regex(alphanumeric, { error: "The value of a BIDS entity has letters and digits only." }),
          z.int().nonnegative(),
        ]),
      )
      .optional()
      .describe("BIDS entities, short names"),
    skip: z.string().min(1).optional().describe("Why the series is left out"),
  })
  .refine((rule) => Object.keys(rule).length > 1, {
    error: "A rule says what to do: scanType, resource, bids, entities or skip.",
  })
  .refine((rule) => rule.skip === undefined || Object.keys(rule).length === 2, {
    error: "A rule that skips a series names nothing else.",
  });

/**
 * The naming file as it is written, YAML or JSON: how subjects and sessions are labelled, and what series are called. The same as a JSON Schema
 * is published in `docs/reference/naming.schema.json`.
 *
 * @example
 * ```ts
 * namingSchema.parse({ series: [{ match: { description: "*mprage*" }, scanType: "T1w" }] });
 * ```
 */
export const namingSchema = z.strictObject({
  $schema: z.string().optional().describe("Where this schema is published, for editors"),
  subject: label.optional().describe("The subject's label"),
  session: label.optional().describe("The session's label; left out for a dataset without sessions"),
  series: z.array(series).default([]).describe("The first rule that matches a series wins"),
});

/** The naming file's content, checked. */
export type NamingFile = z.output<typeof namingSchema>;

/** The names in braces, in the order in which they stand. */
export function placeholdersOf(text: string): string[] {
  return Array.from(text.matchAll(/\{([^{}]*)\}/g), ([, name]) => name ?? "");
}
