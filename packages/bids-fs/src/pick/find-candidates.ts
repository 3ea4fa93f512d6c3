import type { DatasetContext } from "../dataset/dataset.js";
import { isOpaqueFolder, placeOf } from "../dataset/place.js";
import type { Place } from "../dataset/place.js";
import { makeScope } from "../dataset/scope.js";
import { readName } from "../query/bids-file.js";
import { bare, entityTest } from "../query/match-query.js";
import { walkFolders } from "../walk/walk-folders.js";
import type { Candidate } from "./candidate.js";
import { nameProblem } from "./name-problem.js";
import type { PickOptions } from "./pick-options.js";
import type { PickProblem } from "./pick.js";
import { wantedImages } from "./wanted-images.js";

/** What one participant's folder holds. */
export interface Findings {
  readonly candidates: readonly Candidate[];
  /** Images that would match but for their label, see `nameProblem`. */
  readonly refused: readonly PickProblem[];
  /** Suffixes of other images in the anatomical folder, for the hint. */
  readonly otherSuffixes: ReadonlySet<string>;
  /** Wanted images outside the sessions, runs or entities asked for. */
  readonly filteredOut: number;
  /** Wanted images that `.bidsignore` leaves out. */
  readonly ignored: number;
}

/** Walks one participant's folder and keeps what could be the image; in memory is only that. */
export async function findCandidates(
  context: DatasetContext,
  participant: string,
  others: ReadonlySet<string>,
  options: PickOptions,
): Promise<Findings> {
  const candidates: Candidate[] = [];
  const refused: PickProblem[] = [];
  const otherSuffixes = new Set<string>();
  let filteredOut = 0;
  let ignored = 0;
  const wanted = wantedImages(options);
  const filters = filtersOf(options);
  const scope = makeScope(context.isIgnored, options.include);
  const inside = makeScope(undefined, options.include);
  const folders = walkFolders(context.root, {
    from: participant,
    enter: inside.enters,
    opaque: isOpaqueFolder,
    onLoop: (path) => options.onEvent?.({ type: "link-loop", path }),
    signal: options.signal,
  });
  for await (const folder of folders) {
    const place = placeOf(folder.path, context.layout);
    if (place.extraDepth > 0 || !wanted.folder(place, context.layout)) continue;
    for (const name of folder.files) {
      if (!/\.nii(\.gz)?$/i.test(name)) continue;
      const path = `${folder.path}/${name}`;
      const candidate = toCandidate(context, name, path, place, wanted.suffixRank);
      if (typeof candidate === "string") {
        if (place.datatype === "anat" || place.datatype === undefined) otherSuffixes.add(candidate);
        continue;
      }
      if (candidate === undefined) continue;
      const problem = nameProblem(candidate, place, context.layout, others);
      if (!scope.shows(path, name) || isFolderIgnored(scope, folder.path)) ignored += 1;
      else if (problem !== undefined) refused.push(problem);
      else if (filters.every((holds) => holds(entitiesOf(candidate)))) candidates.push(candidate);
      else filteredOut += 1;
    }
  }
  return { candidates, refused, otherSuffixes, filteredOut, ignored };
}

/** A candidate; or the suffix of an image that is not wanted; or nothing where the name says no suffix. */
function toCandidate(
  context: DatasetContext,
  name: string,
  path: string,
  place: Place,
  suffixRank: (suffix: string) => number,
): Candidate | string | undefined {
  const { entities, suffix, extension } = readName(name, place, context.layout);
  if (suffix === undefined || !/^\.nii(\.gz)?$/i.test(extension)) return undefined;
  const rank = suffixRank(suffix);
  if (rank === -1) return suffix;
  const session = entities["ses"] ?? place.session;
  return {
    ...{ name, path, suffix, suffixRank: rank, extension, entities },
    ...(place.datatype === undefined ? {} : { datatype: place.datatype }),
    ...(session === undefined ? {} : { session }),
  };
}

function filtersOf(options: PickOptions) {
  const filters = Object.entries(options.entities ?? {}).map(([key, value]) => entityTest(key, value));
  if (options.run !== undefined) filters.push(entityTest("run", options.run));
  if (options.session !== undefined) {
    const sessions = typeof options.session === "string" ? [options.session] : options.session;
    filters.push(
      entityTest(
        "ses",
        sessions.map((session) => bare(session, "ses-")),
      ),
    );
  }
  return filters;
}

/** The session of the folder counts where the name says none. */
function entitiesOf({ entities, session }: Candidate): Readonly<Record<string, string>> {
  return session === undefined ? entities : { ...entities, ses: session };
}

/** `.bidsignore` may name a folder: everything in it is left out then. */
function isFolderIgnored(scope: ReturnType<typeof makeScope>, path: string): boolean {
  const parts = path.split("/");
  return parts.some((name, i) => !scope.enters(parts.slice(0, i + 1).join("/"), name));
}
