import type { LabelTable, NamingRules } from "./naming-rules.js";
import { placeholdersOf } from "./naming-schema.js";
import type { NamingFact } from "./naming-schema.js";

/** What labels are made of. `studyDate` is `YYYYMMDD`. */
export type NamingFacts = Readonly<Partial<Record<NamingFact, string>>>;

/**
 * The subject's label by the naming file; undefined where the file has no say, where the table has no row for this subject, or where a
 * part of the template is missing.
 *
 * @example
 * ```ts
 * const rules = await readNaming("naming.yaml");
 * console.log(subjectLabel(rules, { patientId: "007", sessionFolder: "pre" }));
 * ```
 */
export function subjectLabel(rules: NamingRules, facts: NamingFacts): string | undefined {
  return labelOf(rules.subject, facts);
}

/** The session's label by the naming file; undefined under the same conditions as {@link subjectLabel}. */
export function sessionLabel(rules: NamingRules, facts: NamingFacts): string | undefined {
  return labelOf(rules.session, facts);
}

function labelOf(source: string | LabelTable | undefined, facts: NamingFacts): string | undefined {
  if (source === undefined) return undefined;
  if (typeof source !== "string") {
    const key = facts[source.key];
    return key === undefined ? undefined : source.labels.get(key.trim());
  }
  const isWhole = placeholdersOf(source).every((name) => (facts[name as NamingFact] ?? "") !== "");
  return isWhole
    ? source.replace(/\{(\w+)\}/g, (_, name: string) => facts[name as NamingFact] ?? "")
    : undefined;
}
