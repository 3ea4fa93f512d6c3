import type { Answer } from "../../server/answer.js";
import { jsonLists } from "../answers/json-list.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import { bidsRoutes } from "../bids/bids-routes.js";
import { dataReleases } from "../bids/data-releases.js";
import { notFound } from "../not-found.js";
import { projectRecordings } from "../recordings/project-recordings.js";
import { projectImages } from "./project-images.js";

const INSTRUMENTS = ["bmi", "medical_history", "mri_parameter_form"];

/** /projects and below. @throws LorisError */
export function projectRoutes(call: LorisCall, path: readonly string[]): Answer {
  const [project, resource, ...rest] = path;
  const { legacy, loris } = call;
  if (project === undefined) return list(call);
  // PREVENT-AD hardly looks at the project of these two (S).
  if (legacy && resource === "bids") return bidsRoutes(call, rest);
  if (legacy && resource === "data_releases") return dataReleases(call, rest);
  if (!loris.study.projects.includes(project))
    throw new LorisError(404, legacy ? "Invalid project" : "Project not found");
  call.allow("GET");
  if (rest.length > 0) throw notFound(legacy);
  const { dialect } = loris;
  const head = { Meta: { Project: project } };
  switch (resource) {
    case undefined:
      return call.list(
        jsonLists(dialect, head, {
          Candidates: candidates(call, project),
          Instruments: INSTRUMENTS,
          Visits: loris.study.visits,
        }),
      );
    case "candidates":
      return call.list(jsonLists(dialect, head, { Candidates: candidates(call, project) }));
    case "visits":
      return call.list(jsonLists(dialect, head, { Visits: loris.study.visits }));
    case "instruments":
      return call.list(jsonLists(dialect, head, { Instruments: INSTRUMENTS }));
    case "images":
      return projectImages(call, project);
    case "recordings":
      if (legacy) break;
      return projectRecordings(call, project);
  }
  throw notFound(legacy);
}

/** A project's candidates are listed whether they may be opened or not (measured with a user of one site). */
function* candidates(call: LorisCall, project: string): Generator<string> {
  for (const candidate of call.loris.study.candidates(project)) yield candidate.id;
}

function list(call: LorisCall): Answer {
  call.allow("GET");
  const settings = {
    useEDC: "false",
    PSCID: { Type: "auto", Regex: "/^SITE{1,1}[0-9a-z]{4,4}$/i" },
  };
  return call.json(
    { Projects: Object.fromEntries(call.loris.study.projects.map((name) => [name, settings])) },
    "constant",
  );
}
