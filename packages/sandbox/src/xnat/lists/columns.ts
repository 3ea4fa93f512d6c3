import type { Answer } from "../../server/answer.js";
import { type Row, tableAnswer } from "../answers/table-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { matchesFilters } from "./filters.js";

/** Which columns a list of records has. */
export interface ColumnSet<T> {
  /** In the order of CSV. */
  readonly defaults: readonly string[];
  /** The value of each column by its name in lower case, "" where a record has none. */
  readonly values: Readonly<Record<string, (record: T) => string>>;
  /** Further fields of one record. */
  readonly fields?: (record: T) => Readonly<Record<string, string>>;
  /** Column that stands in front whatever was asked for. */
  readonly first?: string;
  readonly title?: string;
}

/**
 * A list of subjects, sessions and the like, with the columns that were asked for.
 *
 * 1.6 ignores `limit`, `offset` and filters (measured); 1.9 obeys them for subjects and sessions (read in its source).
 */
export function recordList<T>(
  call: XnatCall,
  records: () => Iterable<T>,
  set: ColumnSet<T>,
  options: { readonly filtered?: boolean } = {},
): Answer {
  const obeys = !call.legacy && options.filtered === true;
  const limit = obeys ? Number(call.query.get("limit") ?? "NaN") : Number.NaN;
  const offset = obeys ? Number(call.query.get("offset") ?? "0") || 0 : 0;
  const paged = Number.isFinite(limit) || offset > 0;
  const asked = askedColumns(call, set);
  function* rows(): Generator<Row> {
    let place = -1;
    for (const record of records()) {
      if (obeys && !matchesFilters(call.query, (name) => valueOf(set, record, name))) continue;
      place += 1;
      if (place < offset) continue;
      if (place >= offset + limit) return;
      yield rowOf(record, asked, set);
    }
  }
  const [sample] = records();
  return tableAnswer(call, {
    // A name that is no column is dropped without a word.
    columns:
      sample === undefined
        ? asked
        : asked.filter((name) => valueOf(set, sample, name) !== undefined).map(keyOf),
    rows,
    // With paging the total is left out (read in 1.9's source).
    total: !paged,
    ...(set.title === undefined ? {} : { title: set.title }),
  });
}

function askedColumns<T>(call: XnatCall, set: ColumnSet<T>): readonly string[] {
  const asked = call.query.get("columns");
  const names = asked === null || asked === "" ? set.defaults : [...asked.split(","), "URI"];
  return [...new Set([...(set.first === undefined ? [] : [set.first]), ...names])];
}

function rowOf<T>(record: T, columns: readonly string[], set: ColumnSet<T>): Row {
  const row: Record<string, string> = {};
  for (const name of columns) {
    const value = valueOf(set, record, name);
    if (value !== undefined) row[keyOf(name)] = value;
  }
  return row;
}

/** The value of a column, by alias or as a path of the data model (`xnat:mrSessionData/label`); `undefined` for a name that is none. */
function valueOf<T>(set: ColumnSet<T>, record: T, column: string): string | undefined {
  const name = column.replace(/^xnat:[A-Za-z]+Data\//, "");
  const key = name.toLowerCase();
  if (Object.hasOwn(set.values, key)) return set.values[key]?.(record);
  const fields = set.fields?.(record) ?? {};
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** A path into the data model comes back in lower case, as `xnat:subjectassessordata/id` does (recorded). */
function keyOf(column: string): string {
  return column.includes("/") ? column.toLowerCase() : column;
}
