import { entityFormat } from "../names/entity-table.js";
import type { BidsFile } from "./bids-file.js";
import type { FileQuery, OneOrMore } from "./file-query.js";

type Wanted = readonly string[] | undefined;
type EntityTest = (entities: Readonly<Record<string, string>>) => boolean;

/** A query made ready, so that each file costs a few comparisons. */
export interface ReadyQuery {
  matches(file: BidsFile): boolean;
  /** Whether files of this participant's folder can match at all. */
  entersParticipant(folder: string): boolean;
}

/** Makes a query ready. */
export function readyQuery(query: FileQuery): ReadyQuery {
  const suffix = listOf(query.suffix);
  const datatype = listOf(query.datatype);
  const extension = listOf(query.extension)?.map((one) =>
    one === "" || one.startsWith(".") ? one : `.${one}`,
  );
  const subject = labels(query.subject, "sub-");
  const tests = Object.entries(query.entities ?? {}).map(([key, value]) => entityTest(key, value));
  const session = labels(query.session, "ses-");
  if (session !== undefined) tests.push(entityTest("ses", session));
  if (subject !== undefined)
    tests.push(({ sub }) => sub !== undefined && subject.includes(bare(sub, "sub-")));
  return {
    matches: (file) =>
      allows(suffix, file.suffix) &&
      allows(datatype, file.datatype) &&
      allows(extension, file.extension) &&
      tests.every((test) => test(file.entities)),
    entersParticipant: (folder) => allows(subject, bare(folder, "sub-")),
  };
}

/** Tests one entity; an index compares as a number, so that `1` finds `01`. */
export function entityTest(key: string, wanted: OneOrMore<string | number> | null): EntityTest {
  const values = listOf(wanted)?.map((value) => canonical(key, String(value)));
  return (entities) => {
    const value = Object.hasOwn(entities, key) ? entities[key] : undefined;
    if (value === undefined) return wanted === null;
    return values?.includes(canonical(key, value)) === true;
  };
}

/** Labels without their prefix, in one Unicode form: macOS stores umlauts in another one than people type. */
export function bare(label: string, prefix: "sub-" | "ses-"): string {
  return (label.startsWith(prefix) ? label.slice(prefix.length) : label).normalize("NFC");
}

function canonical(key: string, value: string): string {
  if (entityFormat(key) === "index" && /^[0-9]+$/.test(value)) return value.replace(/^0+(?=.)/, "");
  return value.normalize("NFC");
}

function labels(
  value: OneOrMore<string> | undefined,
  prefix: "sub-" | "ses-",
): readonly string[] | undefined {
  return listOf(value)?.map((label) => bare(label, prefix));
}

function listOf<T>(value: OneOrMore<T> | null | undefined): readonly T[] | undefined {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

function allows(wanted: Wanted, value: string | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}
