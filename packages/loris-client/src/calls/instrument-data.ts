import { z } from "zod";
import type { CallOptions, LorisContext } from "../context.js";
import { getJson } from "../http/get-json.js";
import type { Fields } from "../schemas/values.js";
import { objectSchema, recordOf } from "../schemas/values.js";
import type { VisitPlace } from "./visit.js";
import { visitPath } from "./visit.js";

/** The answers of an instrument at one visit. */
export interface InstrumentData {
  /** Names of fields and their values, scores included. Before v0.0.4 the server puts them under the instrument's name. */
  readonly data: Fields;
  /** The answer as the server sent it. */
  readonly fields: Fields;
}

const dataSchema = objectSchema.catch({});

/** Reads the data of one instrument. */
export async function instrumentData(
  ctx: LorisContext,
  at: VisitPlace,
  instrument: string,
  options: CallOptions = {},
): Promise<InstrumentData> {
  const schema = recordOf(z.record(z.string(), z.unknown()), (known, fields): InstrumentData => ({
    data: dataSchema.parse(known["Data"] ?? known[instrument] ?? []),
    fields,
  }));
  return getJson(ctx, visitPath(at, "instruments", instrument), schema, {
    ...options,
    what: "the instrument",
  });
}
