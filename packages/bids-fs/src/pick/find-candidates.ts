import type { DatasetContext } from "../dataset/dataset.js";
import { placeOf } from "../dataset/place.js";
import { makeScope } from "../dataset/scope.js";
import type { Scope } from "../dataset/scope.js";
import { walkFolders } from "../walk/walk-folders.js";
import type { Candidate } from "./candidate.js";
import { classifier } from "./classify-image.js";
import type { PickOptions } from "./pick-options.js";
import type { PickProblem } from "./pick.js";
import { wantedImages } from "./wanted-images.js";

/** What one participant's folder holds. */
export interface Findings {
  readonly candidates: Candidate[];
  /** Images that would match but for their name, see `nameProblem`. */
  readonly refused: PickProblem[];
  /** Suffixes of the other images beside them, for the hint. */
  readonly otherSuffixes: Set<string>;
  /** Wanted images outside the sessions, runs or entities asked for. */
  filtered: number;
  /** Wanted images that `.bidsignore` leaves out. */
  ignored: number;
  /** Images whose names say no suffix. */
  unread: number;
  /** All files met; 0 for a folder that was never filled. */
  files: number;
}

/** Walks the folders of one participant in which the image may lie, and keeps what could be it; in memory is only that. */
export async function findCandidates(
  context: DatasetContext,
  participant: string,
  participants: ReadonlySet<string>,
  options: PickOptions,
): Promise<Findings> {
  const findings: Findings = {
    ...{ candidates: [], refused: [], otherSuffixes: new Set<string>() },
    ...{ filtered: 0, ignored: 0, unread: 0, files: 0 },
  };
  const wanted = wantedImages(options);
  const classify = classifier(context, participants, options);
  const scope = makeScope(context.isIgnored, options.include);
  const folders = walkFolders(context.root, {
    from: participant,
    enter: (path, name) => {
      findings.files += 1;
      const place = placeOf(path, context.layout);
      const mayHold = place.datatype === undefined || wanted.folder(place, context.layout);
      return place.extraDepth === 0 && mayHold && (!name.startsWith(".") || scope.entersHidden);
    },
    onLoop: (path) => options.onEvent?.({ type: "link-loop", path }),
    signal: options.signal,
  });
  for await (const folder of folders) {
    findings.files += folder.files.length;
    const place = placeOf(folder.path, context.layout);
    if (!wanted.folder(place, context.layout)) continue;
    const ignored = isFolderIgnored(scope, folder.path);
    for (const name of folder.files) {
      if (name.startsWith(".") && !scope.entersHidden) continue;
      const found = classify(name, folder.path, place);
      if (found.kind === "other") findings.otherSuffixes.add(found.suffix);
      else if (found.kind === "no-image") continue;
      else if (ignored || !scope.shows(`${folder.path}/${name}`, name)) findings.ignored += 1;
      else if (found.kind === "candidate") findings.candidates.push(found.candidate);
      else if (found.kind === "refused") findings.refused.push(found.problem);
      else findings[found.kind] += 1;
    }
  }
  return findings;
}

/** `.bidsignore` may name a folder: everything in it is left out then, and said to be. */
function isFolderIgnored(scope: Scope, path: string): boolean {
  const parts = path.split("/");
  return parts.some((_, i) => scope.ignoresFolder(parts.slice(0, i + 1).join("/")));
}
