import { z } from "zod";
import type { Fields } from "./values.js";
import { idSchema, listOf, recordOf, textSchema } from "./values.js";

/** An electrophysiology recording in the list of a project. */
export interface Recording {
  /** CandID. */
  readonly candidate: string;
  readonly pscid: string;
  readonly visit: string;
  readonly site?: string | undefined;
  /** "eeg", … */
  readonly modality?: string | undefined;
  /** Name of the file in the visit. */
  readonly filename: string;
  readonly insertTime?: string | undefined;
  /** Path below `/api/VERSION` that works; the server's own leads nowhere (`/electrophysiology/`, releases 23 to 28). */
  readonly link: string;
  readonly fields: Fields;
}

/** A recording in the list of a visit. */
export interface VisitRecording {
  readonly filename: string;
  readonly outputType?: string | undefined;
  readonly modality?: string | undefined;
  readonly fields: Fields;
}

export const recordingSchema = recordOf(
  z.looseObject({
    Candidate: idSchema,
    PSCID: idSchema,
    Visit: idSchema,
    Site: textSchema,
    Modality: textSchema,
    InsertTime: textSchema,
    Link: z.string().min(1),
  }),
  (recording, fields): Recording => ({
    candidate: recording.Candidate,
    pscid: recording.PSCID,
    visit: recording.Visit,
    site: recording.Site,
    modality: recording.Modality,
    filename: recording.Link.slice(recording.Link.lastIndexOf("/") + 1),
    insertTime: recording.InsertTime,
    link: recording.Link.replace(/^(\/?candidates\/[^/]+\/[^/]+\/)electrophysiology\//, "$1recordings/"),
    fields,
  }),
);

const fileSchema = recordOf(
  z.looseObject({ Filename: idSchema, OutputType: textSchema, AcquisitionModality: textSchema }),
  (file, fields): VisitRecording => ({
    filename: file.Filename,
    outputType: file.OutputType,
    modality: file.AcquisitionModality,
    fields,
  }),
);

export const visitRecordingsSchema = z.looseObject({ Files: listOf(fileSchema) });
