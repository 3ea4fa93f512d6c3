import { runPool, ScanferryError, throwIfAborted } from "@scanferry/transfer";

import type { XnatContext } from "../context.js";
import { listRows } from "../http/list-rows.js";
import { projectOf } from "../schemas/project.js";
import { unassignedProject } from "../prearchive/session-address.js";
import { nothingAdvice } from "./advice.js";
import type { Finding, UnseenFinding } from "./finding.js";
import { Findings } from "./findings.js";
import { nameMatcher } from "./match-name.js";
import { searchProject, searchUnassigned } from "./search-place.js";

const projectsAtOnce = 4;

/** Options of {@link find}. */
export interface FindOptions {
  signal?: AbortSignal | undefined;
  /** Projects to look into, by ID; `Unassigned` is where lies what no project claimed. @default all that the server lists, and `Unassigned` */
  projects?: readonly string[] | undefined;
  /** How many findings are told that do not fit exactly. @default 50 */
  limit?: number | undefined;
}

/**
 * Finds out where something lies: in the archive, in a project's prearchive, or among what no project claimed. Looked for are the labels
 * and accession IDs of subjects and sessions, and in the prearchive also the folder's name and the Study Instance UID. What fits exactly
 * comes first; then what differs in capital letters or leading zeros, then names that hold the text; then the places that this account
 * cannot look into. Lists are read as they stream by, those of four projects at once.
 *
 * @throws {@link ScanferryError} `input/invalid` for an empty text; `auth/*`, `remote/*`, `net/*`, `aborted`
 */
export async function* find(
  ctx: XnatContext,
  text: string,
  { signal, projects, limit = 50 }: FindOptions = {},
): AsyncGenerator<Finding, void, undefined> {
  const wanted = text.trim();
  if (wanted === "") {
    throw new ScanferryError("input/invalid", "There is nothing to look for.", {
      hint: "Give a label, an accession ID, or a part of one.",
    });
  }
  throwIfAborted(signal);
  const search = { matches: nameMatcher(wanted), limit };
  const others = new Findings(limit);
  const unseen: UnseenFinding[] = [];
  let any = false;
  let isUnassignedSeen = false;
  const looks = runPool(
    placesOf(ctx, projects, signal),
    (project, stop) =>
      project === unassignedProject
        ? searchUnassigned(ctx, search, stop)
        : searchProject(ctx, project, search, stop),
    { concurrency: projectsAtOnce, ...(signal === undefined ? {} : { signal }) },
  );
  for await (const looked of looks) {
    yield* looked.found.exact;
    any ||= looked.found.exact.length > 0;
    others.addOthers(looked.found);
    unseen.push(...looked.unseen);
    isUnassignedSeen ||= looked.isUnassignedSeen === true;
  }
  yield* others.others;
  any ||= others.others.length + others.more > 0;
  if (others.more > 0) yield { kind: "more", count: others.more, advice: moreAdvice };
  yield* unseen;
  if (!any) yield { kind: "nothing", advice: nothingAdvice(unseen.length, isUnassignedSeen) };
}

/** The projects to look into, and the place of what no project claimed. */
async function* placesOf(
  ctx: XnatContext,
  projects: readonly string[] | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  if (projects !== undefined) {
    yield* projects;
    return;
  }
  // First: it is where lost data lies most often, and the one place that a list of projects does not name.
  yield unassignedProject;
  // Read to its end at once: a server may cut a list that is read as slowly as projects are looked into.
  const ids: string[] = [];
  for await (const row of listRows(ctx, "/data/projects", { signal })) ids.push(projectOf(row).id);
  yield* ids;
}

const moreAdvice = "More names hold the text: give more of the name, or the project.";
