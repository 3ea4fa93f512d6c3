import type { DatasetContext } from "../dataset/dataset.js";
import type { Place } from "../dataset/place.js";
import { bare, entityTest } from "../query/match-query.js";
import { readName } from "../query/read-name.js";
import type { Candidate } from "./candidate.js";
import { nameProblem } from "./name-problem.js";
import type { PickOptions } from "./pick-options.js";
import type { PickProblem } from "./pick.js";
import { listOf, wantedImages } from "./wanted-images.js";

/** What a file in a participant's folder is to the picker. */
export type Classified =
  | { readonly kind: "candidate"; readonly candidate: Candidate }
  | { readonly kind: "refused"; readonly problem: PickProblem }
  | { readonly kind: "other"; readonly suffix: string }
  | { readonly kind: "unread" | "filtered" | "no-image" };

/** Judges a file by its name and place; its content is looked at later, for the few that are left. */
export type Classify = (name: string, folder: string, place: Place) => Classified;

/** Makes the judge for one pick; `participants` are the names of all participants' folders. */
export function classifier(
  context: DatasetContext,
  participants: ReadonlySet<string>,
  options: PickOptions,
): Classify {
  const wanted = wantedImages(options);
  const filters = filtersOf(options);
  return (name, folder, place) => {
    if (!/\.nii(\.gz)?$/i.test(name)) return { kind: "no-image" };
    const { entities, suffix, extension, furtherParts = 0 } = readName(name, place, context.layout);
    if (suffix === undefined || !/^\.nii(\.gz)?$/i.test(extension)) return { kind: "unread" };
    const suffixRank = wanted.suffixRank(suffix);
    // A template is nobody's image, wherever it lies.
    if (suffixRank === -1 || Object.hasOwn(entities, "tpl")) return { kind: "other", suffix };
    const session = entities["ses"] ?? place.session;
    const candidate: Candidate = {
      ...{ name, path: `${folder}/${name}`, suffix, suffixRank, extension, entities, furtherParts },
      ...(place.datatype === undefined ? {} : { datatype: place.datatype }),
      ...(session === undefined ? {} : { session }),
    };
    const problem = nameProblem(candidate, place, context.layout, participants);
    if (problem !== undefined) return { kind: "refused", problem };
    const asked = session === undefined ? entities : { ...entities, ses: session };
    return filters.every((holds) => holds(asked)) ? { kind: "candidate", candidate } : { kind: "filtered" };
  };
}

function filtersOf(options: PickOptions) {
  const filters = Object.entries(options.entities ?? {}).map(([key, value]) => entityTest(key, value));
  if (options.run !== undefined) filters.push(entityTest("run", options.run));
  if (options.session !== undefined) {
    const sessions = listOf(options.session).map((session) => bare(session, "ses-"));
    filters.push(entityTest("ses", sessions));
  }
  return filters;
}
