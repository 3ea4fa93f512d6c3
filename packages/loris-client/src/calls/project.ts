import type { CallOptions, LorisContext } from "../context.js";
import { apiPath } from "../http/api-path.js";
import { getJson } from "../http/get-json.js";
import { parseShape } from "../http/parse-json.js";
import { streamList } from "../http/stream-list.js";
import type { ProjectDetails, ProjectInstrument } from "../schemas/project.js";
import { projectDetailsSchema, projectInstrumentOf, projectVisitsSchema } from "../schemas/project.js";
import { idSchema } from "../schemas/values.js";

/** One project and the names of what is in it. */
export function project(ctx: LorisContext, name: string, options: CallOptions = {}): Promise<ProjectDetails> {
  return getJson(ctx, apiPath("projects", name), projectDetailsSchema, { ...options, what: "the project" });
}

/** CandIDs of a project, also of candidates that the account may not see. */
export async function* projectCandidates(
  ctx: LorisContext,
  name: string,
  options: CallOptions = {},
): AsyncGenerator<string, void, undefined> {
  for await (const { value } of streamList(
    ctx,
    apiPath("projects", name, "candidates"),
    ["Candidates"],
    options,
  )) {
    yield parseShape(idSchema, value, "the project's candidates");
  }
}

/** Labels of the visits of a project. */
export async function projectVisits(
  ctx: LorisContext,
  name: string,
  options: CallOptions = {},
): Promise<readonly string[]> {
  const what = "the project's visits";
  const path = apiPath("projects", name, "visits");
  return (await getJson(ctx, path, projectVisitsSchema, { ...options, what })).Visits;
}

/** Instruments of a project. */
export async function* projectInstruments(
  ctx: LorisContext,
  name: string,
  options: CallOptions = {},
): AsyncGenerator<ProjectInstrument, void, undefined> {
  const path = apiPath("projects", name, "instruments");
  for await (const { key, value } of streamList(ctx, path, ["Instruments"], options)) {
    // The specification has an object of them, some releases a list of names.
    const [name, about] = typeof value === "string" ? [value, {}] : [String(key), value];
    yield parseShape(projectInstrumentOf(name), about, "the project's instruments");
  }
}
