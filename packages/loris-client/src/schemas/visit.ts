import { z } from "zod";
import type { Fields } from "./values.js";
import { idSchema, listOf, objectSchema, recordOf, textSchema } from "./values.js";

/** How far a stage of a visit is. */
export interface VisitStage {
  /** ISO date. */
  readonly date?: string | undefined;
  readonly status?: string | undefined;
}

/** A visit (a session) of a candidate. */
export interface Visit {
  /** CandID. */
  readonly candidate: string;
  readonly label: string;
  readonly site?: string | undefined;
  readonly project?: string | undefined;
  /** `Cohort` in v0.0.4-dev, `Battery` before. */
  readonly cohort?: string | undefined;
  /** "Screening", "Visit" and "Approval", where they have begun. */
  readonly stages: Readonly<Record<string, VisitStage>>;
  /** `Meta` as the server sent it. */
  readonly fields: Fields;
}

/** What LORIS says about the imaging of a whole visit. */
export interface SessionQc {
  readonly qc?: string | undefined;
  readonly pending: boolean;
  readonly fields: Fields;
}

const stageSchema = z
  .looseObject({ Date: textSchema, Status: textSchema })
  .transform(({ Date: date, Status: status }): VisitStage => ({ date, status }));

const metaSchema = recordOf(
  z.looseObject({
    CandID: idSchema,
    Visit: idSchema,
    Site: textSchema,
    Project: textSchema,
    Cohort: textSchema,
    Battery: textSchema,
  }),
  (meta, fields) => ({
    candidate: meta.CandID,
    label: meta.Visit,
    site: meta.Site,
    project: meta.Project,
    cohort: meta.Cohort ?? meta.Battery,
    fields,
  }),
);

export const visitSchema = z
  .looseObject({
    Meta: metaSchema,
    Stages: objectSchema.optional().pipe(z.record(z.string(), stageSchema).optional()),
  })
  .transform(({ Meta, Stages }): Visit => ({ ...Meta, stages: Stages ?? {} }));

export const sessionQcSchema = recordOf(
  z.looseObject({ SessionQC: textSchema, Pending: z.boolean().optional().default(false) }),
  ({ SessionQC, Pending }, fields): SessionQc => ({ qc: SessionQC, pending: Pending, fields }),
);

export const visitInstrumentsSchema = z.looseObject({ Instruments: listOf(idSchema) });

/** Links of the session's tables in the BIDS endpoint of PREVENT-AD. */
export const bidsFilesSchema = z.looseObject({
  Files: z.looseObject({ TsvLink: z.string().min(1), JsonLink: z.string().min(1) }),
});
