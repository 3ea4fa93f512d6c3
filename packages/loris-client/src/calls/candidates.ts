import type { CallOptions, LorisContext } from "../context.js";
import { parseShape } from "../http/parse-json.js";
import { streamList } from "../http/stream-list.js";
import type { Candidate } from "../schemas/candidate.js";
import { candidateSchema } from "../schemas/candidate.js";

/** The candidates of all projects that the account may see; `fields` holds what else a dialect tells. */
export async function* candidates(
  ctx: LorisContext,
  options: CallOptions = {},
): AsyncGenerator<Candidate, void, undefined> {
  for await (const { value } of streamList(ctx, "/candidates/", ["Candidates"], options)) {
    yield parseShape(candidateSchema, value, "the candidates");
  }
}
