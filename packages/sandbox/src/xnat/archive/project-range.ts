import type { XnatProjectOptions, XnatSubjectOptions } from "../archive-options.js";
import { type Counts, NOTHING, plus } from "./counts.js";
import {
  projectResourceTemplates,
  type ResourceTemplate,
  type SubjectTemplate,
  subjectTemplate,
} from "./templates.js";

/** The share of a project in the site's numbers: made from the number whenever something is asked for. */
export interface ProjectRange {
  readonly options: XnatProjectOptions;
  /** Records of the projects before. */
  readonly before: Counts;
  readonly size: Counts;
  readonly resources: readonly ResourceTemplate[];
  /** The subject at this place, counted from 0 within the project. */
  subjectAt(index: number): SubjectAt;
  /** Place of the subject with this label, -1 for none. */
  indexOfLabel(label: string): number;
  /** Place of the subject that holds the record with this number, counted from 0 over the whole site. */
  indexOf(kind: "subjects" | "experiments", number: number): number;
}

/** A subject's template with what stands before it. */
export interface SubjectAt {
  readonly label: string;
  readonly template: SubjectTemplate;
  readonly before: Counts;
}

/** Lays out a project behind what is there already. */
export function projectRange(options: XnatProjectOptions, before: Counts): ProjectRange {
  const resources = projectResourceTemplates(options);
  const start = plus(before, { ...NOTHING, resources: resources.length });
  const subjects = options.subjects ?? ["S1", "002", "S3"];
  const list =
    typeof subjects === "number" ? uniform(options, subjects, start) : listed(options, subjects, start);
  return { options, before, resources, ...list };
}

type SubjectList = Omit<ProjectRange, "options" | "before" | "resources">;

/** Subjects by number: all alike, so that the place of each is a multiplication. */
function uniform(options: XnatProjectOptions, count: number, start: Counts): SubjectList {
  const template = subjectTemplate(options, undefined);
  const labelOf = options.subjectLabel ?? ((index: number) => `S${index + 1}`);
  let places: Map<string, number> | undefined;
  return {
    size: plus({ ...NOTHING, resources: options.projectResources?.length ?? 0 }, template.size, count),
    subjectAt: (index) => ({ label: labelOf(index), template, before: plus(start, template.size, index) }),
    indexOfLabel: (label) => {
      if (options.subjectLabel === undefined) {
        const index = /^S[1-9]\d*$/.test(label) ? Number(label.slice(1)) - 1 : -1;
        return index < count ? index : -1;
      }
      places ??= new Map(Array.from({ length: count }, (_, index) => [labelOf(index), index]));
      return places.get(label) ?? -1;
    },
    indexOf: (kind, number) => Math.floor((number - start[kind]) / template.size[kind]),
  };
}

/** Subjects given one by one. */
function listed(
  options: XnatProjectOptions,
  subjects: readonly (string | XnatSubjectOptions)[],
  start: Counts,
): SubjectList {
  let next = start;
  const places = subjects.map((given): SubjectAt => {
    const subject = typeof given === "string" ? { label: given } : given;
    const template = subjectTemplate(options, subject);
    const before = next;
    next = plus(before, template.size);
    return { label: subject.label, template, before };
  });
  const byLabel = new Map(places.map((place, index) => [place.label, index]));
  const ownResources = options.projectResources?.length ?? 0;
  return {
    size: plus(plus(next, start, -1), { ...NOTHING, resources: ownResources }),
    subjectAt: (index) => {
      const place = places[index];
      if (place === undefined) throw new RangeError("no such subject");
      return place;
    },
    indexOfLabel: (label) => byLabel.get(label) ?? -1,
    indexOf: (kind, number) => {
      let [low, high] = [0, places.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const place = places[middle];
        if (place !== undefined && place.before[kind] + place.template.size[kind] <= number) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
