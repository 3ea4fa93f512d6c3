import type { CallOptions, LorisContext } from "../context.js";
import { apiPath } from "../http/api-path.js";
import { getJson } from "../http/get-json.js";
import { bidsFilesSchema, sessionQcSchema, visitInstrumentsSchema, visitSchema } from "../schemas/visit.js";
import type { SessionQc, Visit } from "../schemas/visit.js";
import { visitImagesSchema } from "../schemas/image.js";
import type { VisitImage } from "../schemas/image.js";
import { visitRecordingsSchema } from "../schemas/recording.js";
import type { VisitRecording } from "../schemas/recording.js";

/** Where a visit is. */
export interface VisitPlace {
  /** CandID. */
  readonly candidate: string;
  readonly visit: string;
}

/** The path of a visit and of what is below it; no slash at the end, which the legacy dialect answers with 404. */
export function visitPath({ candidate, visit }: VisitPlace, ...below: readonly string[]): string {
  return apiPath("candidates", candidate, visit, ...below);
}

/** One visit. */
export function visit(ctx: LorisContext, at: VisitPlace, options: CallOptions = {}): Promise<Visit> {
  return getJson(ctx, visitPath(at), visitSchema, { ...options, what: "the visit" });
}

/** The images of a visit. The list says less than the project's: no quality control and no time. */
export async function visitImages(
  ctx: LorisContext,
  at: VisitPlace,
  options: CallOptions = {},
): Promise<readonly VisitImage[]> {
  const what = "the visit's images";
  return (await getJson(ctx, visitPath(at, "images"), visitImagesSchema, { ...options, what })).Files;
}

/** Quality control of the whole visit. */
export function sessionQc(ctx: LorisContext, at: VisitPlace, options: CallOptions = {}): Promise<SessionQc> {
  const what = "the visit's quality control";
  return getJson(ctx, visitPath(at, "qc", "imaging"), sessionQcSchema, { ...options, what });
}

/** Names of the instruments of a visit. */
export async function visitInstruments(
  ctx: LorisContext,
  at: VisitPlace,
  options: CallOptions = {},
): Promise<readonly string[]> {
  const what = "the visit's instruments";
  const path = visitPath(at, "instruments");
  return (await getJson(ctx, path, visitInstrumentsSchema, { ...options, what })).Instruments;
}

/** The recordings of a visit. */
export async function visitRecordings(
  ctx: LorisContext,
  at: VisitPlace,
  options: CallOptions = {},
): Promise<readonly VisitRecording[]> {
  const what = "the visit's recordings";
  return (await getJson(ctx, visitPath(at, "recordings"), visitRecordingsSchema, { ...options, what })).Files;
}

/** Links of the visit's scans table and its description, from the BIDS endpoint of PREVENT-AD. */
export async function visitBidsFiles(
  ctx: LorisContext,
  at: VisitPlace,
  options: CallOptions = {},
): Promise<{ readonly tsvLink: string; readonly jsonLink: string }> {
  const what = "the visit's BIDS files";
  const { Files } = await getJson(ctx, visitPath(at, "bidsfiles"), bidsFilesSchema, { ...options, what });
  return { tsvLink: Files.TsvLink, jsonLink: Files.JsonLink };
}
