import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fsError, present } from "@scanferry/transfer";
import type { LabelTable, NamingRules, SeriesRule } from "./naming-rules.js";
import type { NamingFile } from "./naming-schema.js";
import { parseNaming } from "./parse-naming.js";
import type { ParsedNaming } from "./parse-naming.js";
import { readLabelTable } from "./read-label-table.js";

/**
 * Reads a naming file, YAML or JSON, and the tables that it names.
 *
 * @throws {@link ScanferryError} `input/invalid` with `details.line` where it is not as {@link namingSchema} says; `local/not-found`,
 * `local/denied`, `data/corrupt` for the file or a table
 * @example
 * ```ts
 * const rules = await readNaming("naming.yaml");
 * console.log(`${rules.series.length} rules`);
 * ```
 */
export async function readNaming(file: string): Promise<NamingRules> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw fsError(error, file);
  });
  const { content, lineOfRule } = await parseNaming(text, file);
  const subject = await labelsOf(content.subject, file);
  const session = await labelsOf(content.session, file);
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(session === undefined ? {} : { session }),
    series: content.series.map((series, index) => ruleOf(series, index, lineOfRule)),
  };
}

async function labelsOf(
  source: NamingFile["subject"],
  file: string,
): Promise<string | LabelTable | undefined> {
  if (source === undefined || typeof source === "string") return source;
  const { from, ...columns } = source;
  return readLabelTable(resolve(dirname(file), from), columns);
}

function ruleOf(
  { match, entities, ...names }: NamingFile["series"][number],
  index: number,
  lineOfRule: ParsedNaming["lineOfRule"],
): SeriesRule {
  return {
    rule: index + 1,
    line: lineOfRule(index),
    match: texts(match),
    ...present(names),
    ...(entities === undefined ? {} : { entities: texts(entities) }),
  };
}

/** Numbers as texts: a pattern or an entity's value is one. */
function texts(fields: Readonly<Record<string, string | number | undefined>>): Record<string, string> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
