import type { CallOptions, LorisContext } from "../context.js";
import { apiPath } from "../http/api-path.js";
import { parseRow, type OddRow } from "../http/odd-row.js";
import { streamList } from "../http/stream-list.js";
import type { BidsEntry } from "../schemas/bids.js";
import { bidsImageSchema, bidsSessionSchema } from "../schemas/bids.js";

const studyLists = ["DatasetDescription", "README", "BidsValidatorConfig", "Participants"];
const what = "the BIDS dataset";

/**
 * What the BIDS endpoint lists, in the server's order. No stock LORIS has it (404); PREVENT-AD's own release does, where the name of
 * the project is nearly ignored (wire/loris.md, 5).
 */
export async function* projectBids(
  ctx: LorisContext,
  name: string,
  options: CallOptions = {},
): AsyncGenerator<BidsEntry, void, undefined> {
  for await (const row of bidsRows(ctx, name, options)) {
    if (row.type === "odd") throw row.error;
    yield row;
  }
}

/** The same list with the rows that do not fit, which are the caller's to judge. */
export async function* bidsRows(
  ctx: LorisContext,
  name: string,
  options: CallOptions = {},
): AsyncGenerator<BidsEntry | OddRow, void, undefined> {
  const path = `${apiPath("projects", name, "bids")}/`;
  for await (const { list, key, value } of streamList(
    ctx,
    path,
    [...studyLists, "SessionFiles", "Images"],
    options,
  )) {
    if (list === "Images") yield parseRow(bidsImageSchema, { list, key, value }, what);
    else if (list === "SessionFiles") yield parseRow(bidsSessionSchema, { list, key, value }, what);
    else if (typeof value === "string" && value !== "") {
      yield { type: "study", link: value, fields: { [key]: value } };
    }
  }
}
