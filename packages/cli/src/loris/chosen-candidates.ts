import type { Candidate, LorisClient } from "@scanferry/loris-client";
import { ScanferryError } from "@scanferry/transfer";
import type { LorisFilters } from "./filters.js";

/**
 * The candidates that the filters leave, as the server lists them. What it does not know is refused at the end, as a pull does.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function* chosenCandidates(
  loris: LorisClient,
  { project, site, candidates }: LorisFilters,
  signal: AbortSignal,
): AsyncGenerator<Candidate> {
  if (project !== undefined) await refuseUnknownProject(loris, project, signal);
  const wanted = candidates === undefined ? undefined : new Set(candidates);
  const unseen = new Set(candidates);
  const unseenSites = new Set(site);
  const sites = new Set<string>();
  for await (const candidate of loris.candidates({ signal })) {
    const { id, pscid, site: at = "" } = candidate;
    // Known is what anybody on the server has, also who another filter leaves out.
    if (at !== "") sites.add(at);
    unseenSites.delete(at);
    const names = [id, `sub-${id}`, pscid];
    for (const name of names) unseen.delete(name);
    const isWanted = wanted === undefined || names.some((name) => wanted.has(name));
    const isThere = site === undefined || site.includes(at);
    if (isWanted && isThere && (project === undefined || candidate.project === project)) yield candidate;
  }
  if (unseen.size > 0) throw unknown("candidate", [...unseen], "scanferry loris ls candidates lists them.");
  if (unseenSites.size > 0) throw unknown("site", [...unseenSites], valid([...sites].sort()));
}

/** The names of the server's projects. */
export async function projectNames(loris: LorisClient, signal: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of loris.projects({ signal })) names.push(name);
  return names;
}

/** A project that the server does not list would look like an empty one. */
export async function refuseUnknownProject(
  loris: LorisClient,
  project: string,
  signal: AbortSignal,
): Promise<void> {
  const names = await projectNames(loris, signal);
  if (!names.includes(project)) throw unknown("project", [project], valid(names));
}

function valid(names: readonly string[]): string {
  return names.length === 0
    ? "The server names none; perhaps this account may not see them."
    : `Valid here: ${names.join(", ")}.`;
}

function unknown(noun: string, names: readonly string[], hint: string): ScanferryError {
  return new ScanferryError("input/invalid", `The server does not know every ${noun} that was asked for.`, {
    hint,
    subject: names.join(", "),
  });
}
