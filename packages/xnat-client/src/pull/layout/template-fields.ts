import type { OwnerKind } from "../owners/owners.js";
import type { ResourcePlace } from "../plan/resource-place.js";
import { plainName, seriesName } from "./series-name.js";

/** A field of a template. */
export interface TemplateField {
  /** What it is a property of. */
  of: OwnerKind;
  /** Whether its values are meant to tell two things of that kind apart, as a label is and a date is not. */
  names: boolean;
  /** Its value; nothing where the resource belongs to no such thing. */
  value(place: ResourcePlace): string | undefined;
}

/** The fields that templates may have. */
export const templateFields: Readonly<Record<string, TemplateField>> = {
  project: { of: "project", names: true, value: ({ project }) => project },
  subject: { of: "subject", names: true, value: ({ subject }) => subject },
  session: { of: "session", names: true, value: ({ session }) => session },
  date: {
    of: "session",
    names: false,
    value: ({ session, date }) => (session === undefined ? undefined : date),
  },
  scan: { of: "scan", names: true, value: ({ scan }) => scan?.id },
  type: { of: "scan", names: false, value: ({ scan }) => scan && plainName(scan.type) },
  series: { of: "scan", names: true, value: ({ scan }) => scan && seriesName(scan) },
  description: { of: "scan", names: false, value: ({ scan }) => scan && plainName(scan.description) },
  resource: { of: "resource", names: true, value: ({ resource }) => resource },
};
