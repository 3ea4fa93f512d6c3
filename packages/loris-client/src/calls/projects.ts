import type { CallOptions, LorisContext } from "../context.js";
import { parseShape } from "../http/parse-json.js";
import { streamList } from "../http/stream-list.js";
import type { Project } from "../schemas/project.js";
import { projectOf } from "../schemas/project.js";

/** The projects of the server; also those that hold nothing that the account may see. */
export async function* projects(
  ctx: LorisContext,
  options: CallOptions = {},
): AsyncGenerator<Project, void, undefined> {
  // With the slash: without it, the legacy dialect redirects to the list of candidates.
  for await (const { key, value } of streamList(ctx, "/projects/", ["Projects"], options)) {
    yield parseShape(projectOf(String(key)), value, "the projects");
  }
}
