import type { CallOptions, LorisContext } from "../context.js";
import { apiPath } from "../http/api-path.js";
import { parseShape } from "../http/parse-json.js";
import { streamList } from "../http/stream-list.js";
import type { Recording } from "../schemas/recording.js";
import { recordingSchema } from "../schemas/recording.js";

/** The electrophysiology recordings of a project, with links that work. */
export async function* projectRecordings(
  ctx: LorisContext,
  name: string,
  options: CallOptions = {},
): AsyncGenerator<Recording, void, undefined> {
  for await (const { value } of streamList(
    ctx,
    apiPath("projects", name, "recordings"),
    ["Recordings"],
    options,
  )) {
    yield parseShape(recordingSchema, value, "the project's recordings");
  }
}
