import { z } from "zod";
import type { Fields } from "./values.js";
import { flagSchema, idSchema, listOf, recordOf, textSchema } from "./values.js";

/** A project of a LORIS. */
export interface Project {
  readonly name: string;
  /** Whether candidates have an expected date of confinement. */
  readonly useEdc?: boolean | undefined;
  /** The object as the server sent it. */
  readonly fields: Fields;
}

/** A project with what is in it. The lists name everything, also candidates that the account may not see. */
export interface ProjectDetails {
  readonly name: string;
  /** CandIDs. */
  readonly candidates: readonly string[];
  readonly visits: readonly string[];
  readonly instruments: readonly string[];
  readonly fields: Fields;
}

/** An instrument (a form) of a project. */
export interface ProjectInstrument {
  readonly name: string;
  readonly fullName?: string | undefined;
  readonly subgroup?: string | undefined;
  readonly fields: Fields;
}

const settingsSchema = z.looseObject({ useEDC: flagSchema });
const instrumentSchema = z.looseObject({ FullName: textSchema, Subgroup: textSchema });

export const projectOf = (name: string): z.ZodType<Project> =>
  recordOf(settingsSchema, ({ useEDC }, fields) => ({ name, useEdc: useEDC, fields }));

export const projectInstrumentOf = (name: string): z.ZodType<ProjectInstrument> =>
  recordOf(instrumentSchema, ({ FullName, Subgroup }, fields) => ({
    name,
    fullName: FullName,
    subgroup: Subgroup,
    fields,
  }));

const labels = listOf(idSchema).optional().default([]);

export const projectDetailsSchema = recordOf(
  z.looseObject({
    Meta: z.looseObject({ Project: idSchema }),
    Candidates: labels,
    Visits: labels,
    Instruments: labels,
  }),
  ({ Meta, Candidates, Visits, Instruments }, fields): ProjectDetails => ({
    name: Meta.Project,
    candidates: Candidates,
    visits: Visits,
    instruments: Instruments,
    fields,
  }),
);

export const projectVisitsSchema = z.looseObject({ Visits: listOf(idSchema) });
