import type { Answer } from "../../server/answer.js";
import { jsonLists } from "../answers/json-list.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import { candidateMember, candidateMeta } from "./candidate-shapes.js";
import { findCandidate, maySee } from "./find-candidate.js";
import { visitRoutes } from "./visit-routes.js";

/** /candidates and below. */
export async function candidateRoutes(call: LorisCall, path: readonly string[]): Promise<Answer> {
  const [id, visit, ...rest] = path;
  if (id === undefined) return list(call);
  const candidate = findCandidate(call, id);
  if (visit !== undefined) return visitRoutes(call, candidate, visit, rest);
  call.allow("GET");
  return call.json({ Meta: candidateMeta(call, candidate), Visits: candidate.visits }, "real");
}

/** All candidates of all projects, without pages. */
function list(call: LorisCall): Answer {
  call.allow("GET");
  if (call.account.kind === "noperm") throw new LorisError(403, "forbidden");
  return call.list(
    jsonLists(call.loris.dialect, {}, { Candidates: members(call) }),
    call.listEtag("Candidates"),
  );
}

function* members(call: LorisCall): Generator<object> {
  for (const candidate of call.loris.study.candidates())
    if (maySee(call, candidate)) yield candidateMember(call, candidate);
}
