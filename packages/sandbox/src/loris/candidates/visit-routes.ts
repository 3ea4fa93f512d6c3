import type { Answer } from "../../server/answer.js";
import type { LorisCall } from "../answers/loris-call.js";
import { LorisError } from "../answers/loris-error.js";
import { sessionFiles } from "../bids/session-files.js";
import { dicomRoutes } from "../dicoms/dicom-routes.js";
import { imageRoutes } from "../images/image-routes.js";
import { notFound } from "../not-found.js";
import { recordingRoutes } from "../recordings/recording-routes.js";
import type { LorisCandidate } from "../study/study-types.js";

/** A visit's part of the path, with what its routes need to know. */
export interface VisitOf {
  readonly candidate: LorisCandidate;
  readonly visit: string;
  /** `Meta` of everything below a visit. */
  readonly meta: { readonly CandID: string; readonly Visit: string };
}

/** /candidates/ID/VISIT and below. @throws LorisError for a visit that the candidate does not have */
export async function visitRoutes(
  call: LorisCall,
  candidate: LorisCandidate,
  visit: string,
  path: readonly string[],
): Promise<Answer> {
  const [resource, ...rest] = path;
  // The visit-less list of instruments of v28 does not exist; every first word is a visit.
  if (!candidate.visits.includes(visit))
    throw new LorisError(404, call.legacy ? `Invalid visit ${visit}` : "Visit not found");
  const of: VisitOf = { candidate, visit, meta: { CandID: candidate.id, Visit: visit } };
  switch (resource) {
    case undefined:
      return show(call, of);
    case "images":
      return imageRoutes(call, of, rest);
    case "dicoms":
      return dicomRoutes(call, of, rest);
    case "recordings":
      if (call.legacy) break;
      return recordingRoutes(call, of, rest);
    case "bidsfiles":
      if (!call.legacy) break;
      return sessionFiles(call, of, rest);
    case "instruments":
      return instruments(call, of, rest);
    case "qc":
      if (rest[0] !== "imaging" || rest.length > 1) break;
      call.allow("GET");
      return call.json({ Meta: of.meta, SessionQC: "", Pending: false }, "constant");
  }
  throw notFound(call.legacy);
}

function show(call: LorisCall, of: VisitOf): Answer {
  call.allow("GET");
  const { candidate, visit } = of;
  const { study } = call.loris;
  const meta = call.legacy
    ? { ...of.meta, Site: candidate.site[0], Battery: "Control", Age_at_MRI: "768" }
    : {
        ...of.meta,
        Site: candidate.site[0],
        [call.v4 ? "Cohort" : "Battery"]: "Stale",
        Project: candidate.project,
      };
  const stages =
    study.options.study?.stages === false
      ? []
      : { Visit: { Date: study.visitDate(candidate, visit), Status: "In Progress" } };
  return call.json({ Meta: meta, Stages: stages }, "real");
}

const INSTRUMENTS = ["bmi", "medical_history", "mri_parameter_form"];

function instruments(call: LorisCall, of: VisitOf, rest: readonly string[]): Answer {
  call.allow("GET");
  const [name, ...more] = rest;
  if (name === undefined)
    return call.json(
      {
        Meta: of.meta,
        Instruments: INSTRUMENTS,
        ...(call.v4 ? { DoubleDataEntryVisits: [] } : {}),
      },
      "constant",
    );
  if (more.length > 0 || !INSTRUMENTS.includes(name))
    throw new LorisError(404, call.legacy ? "Invalid instrument" : "Instrument not found");
  return call.json(
    {
      Meta: { Candidate: of.candidate.id, Visit: of.visit, DDE: false, Instrument: name },
      [name]: { Date_taken: call.loris.study.visitDate(of.candidate, of.visit), comments: null },
    },
    "real",
  );
}
