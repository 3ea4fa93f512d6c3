import { toScanferryError, type ScanferryError } from "@scanferry/transfer";
import type { z } from "zod";
import { parseShape } from "./parse-json.js";
import type { ListedValue } from "./stream-list.js";

/** A row of a list that lacks what is needed of it. */
export interface OddRow {
  readonly type: "odd";
  readonly row: unknown;
  /** Name of the list and its place in it. */
  readonly place: string;
  readonly error: ScanferryError;
}

/** Reads a row of a list; one that does not fit is given as such, because it must not cost the rows behind it. */
export function parseRow<S extends z.ZodType>(
  schema: S,
  { list, key, value }: ListedValue,
  what: string,
): z.output<S> | OddRow {
  try {
    return parseShape(schema, value, what);
  } catch (error) {
    return { type: "odd", row: value, place: `${list}/${String(key)}`, error: toScanferryError(error) };
  }
}
