import { z } from "zod";
import type { Fields } from "./values.js";
import { idSchema, listOf, recordOf, textSchema } from "./values.js";

/** A candidate (a participant). */
export interface Candidate {
  /** CandID, the number under which everything is found. */
  readonly id: string;
  /** The study's own name for the participant. */
  readonly pscid: string;
  readonly project?: string | undefined;
  readonly site?: string | undefined;
  /** `Sex`, in the legacy dialect `Gender`. */
  readonly sex?: string | undefined;
  /** Date of birth, ISO; LORIS may blur it. */
  readonly birthDate?: string | undefined;
  /** The object as the server sent it. */
  readonly fields: Fields;
}

/** A candidate with its visits. */
export interface CandidateDetails extends Candidate {
  readonly visits: readonly string[];
}

const metaShape = {
  CandID: idSchema,
  PSCID: idSchema,
  Project: textSchema,
  Site: textSchema,
  Sex: textSchema,
  Gender: textSchema,
  DoB: textSchema,
};
const metaSchema = z.looseObject(metaShape);

function candidate(meta: z.output<typeof metaSchema>, fields: Fields): Candidate {
  return {
    id: meta.CandID,
    pscid: meta.PSCID,
    project: meta.Project,
    site: meta.Site,
    sex: meta.Sex ?? meta.Gender,
    birthDate: meta.DoB,
    fields,
  };
}

export const candidateSchema = recordOf(metaSchema, candidate);

export const candidateDetailsSchema = recordOf(
  z.looseObject({ Meta: candidateSchema, Visits: listOf(idSchema) }),
  ({ Meta, Visits }): CandidateDetails => ({ ...Meta, visits: Visits }),
);
