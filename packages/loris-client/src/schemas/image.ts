import { z } from "zod";
import type { Fields } from "./values.js";
import { flagSchema, idSchema, listOf, recordOf, textSchema } from "./values.js";

/** An image in the list of a project, the one list that says everything about it and is already cut to what the account may see. */
export interface ProjectImage {
  /** CandID. */
  readonly candidate: string;
  readonly pscid: string;
  readonly visit: string;
  /** ISO date. */
  readonly visitDate?: string | undefined;
  readonly site?: string | undefined;
  /** "" where the server has none. */
  readonly scanType: string;
  readonly qcStatus?: string | undefined;
  readonly selected?: boolean | undefined;
  /** When the server took the image in, ISO 8601. */
  readonly insertTime?: string | undefined;
  /** Path below `/api/VERSION`, not encoded. */
  readonly link: string;
  readonly fields: Fields;
}

/** An image in the list of a visit. */
export interface VisitImage {
  readonly filename: string;
  /** "native", "defaced", … */
  readonly outputType?: string | undefined;
  readonly scanType?: string | undefined;
  /** Told by v0.0.4-dev alone. */
  readonly isPhantom?: boolean | undefined;
  readonly fields: Fields;
}

/** Why a scan was marked when it was taken in. */
export interface Caveat {
  readonly severity?: string | undefined;
  readonly header?: string | undefined;
  readonly value?: string | undefined;
  readonly validRange?: string | undefined;
  readonly validRegex?: string | undefined;
}

/** Quality control of one image. */
export interface ImageQc {
  /** "Pass", "Fail" or nothing yet. */
  readonly qc?: string | undefined;
  readonly selected?: boolean | undefined;
  readonly caveats: readonly Caveat[];
  /** The answer as the server sent it. */
  readonly fields: Fields;
}

/** One row without a scan type must not cost the whole list. */
const nameOrNothing = z.union([idSchema, z.literal(""), z.null()]).transform((value) => value ?? "");

export const projectImageSchema = recordOf(
  z.looseObject({
    Candidate: idSchema,
    PSCID: idSchema,
    Visit: idSchema,
    Visit_date: textSchema,
    Site: textSchema,
    ScanType: nameOrNothing,
    QC_status: textSchema,
    Selected: flagSchema,
    InsertTime: textSchema,
    Link: z.string().min(1),
  }),
  (image, fields): ProjectImage => ({
    candidate: image.Candidate,
    pscid: image.PSCID,
    visit: image.Visit,
    visitDate: image.Visit_date,
    site: image.Site,
    scanType: image.ScanType,
    qcStatus: image.QC_status,
    selected: image.Selected,
    insertTime: image.InsertTime,
    link: image.Link,
    fields,
  }),
);

const visitImageSchema = recordOf(
  z.looseObject({
    Filename: idSchema,
    OutputType: textSchema,
    AcquisitionType: textSchema,
    IsPhantom: flagSchema,
  }),
  (file, fields): VisitImage => ({
    filename: file.Filename,
    outputType: file.OutputType,
    scanType: file.AcquisitionType,
    isPhantom: file.IsPhantom,
    fields,
  }),
);

export const visitImagesSchema = z.looseObject({ Files: listOf(visitImageSchema) });

const caveatSchema = z
  .looseObject({
    Severity: textSchema,
    Header: textSchema,
    Value: textSchema,
    ValidRange: textSchema,
    ValidRegex: textSchema,
  })
  .transform((caveat): Caveat => ({
    severity: caveat.Severity,
    header: caveat.Header,
    value: caveat.Value,
    validRange: caveat.ValidRange,
    validRegex: caveat.ValidRegex,
  }));

/** One caveat with nothing in it is LORIS's way to say that there is none (v28 and legacy). */
const caveatsSchema = listOf(caveatSchema).transform((caveats) =>
  caveats.filter((caveat) => Object.values(caveat).some((value) => value !== undefined)),
);

export const imageQcSchema = recordOf(
  z.looseObject({ QC: textSchema, Selected: flagSchema, Caveats: caveatsSchema.optional().default([]) }),
  ({ QC, Selected, Caveats }, fields): ImageQc => ({ qc: QC, selected: Selected, caveats: Caveats, fields }),
);
