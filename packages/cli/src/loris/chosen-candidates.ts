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
  const wantedSites = site === undefined ? undefined : new Set(site);
  const unseen = new Map((candidates ?? []).map((name) => [withoutPrefix(name), name]));
  const wanted = candidates === undefined ? undefined : new Set(unseen.keys());
  const sites = new Set<string>();
  let count = 0;
  for await (const candidate of loris.candidates({ signal })) {
    const { id, pscid } = candidate;
    if (wanted !== undefined && !wanted.has(id) && !wanted.has(pscid)) continue;
    unseen.delete(id);
    unseen.delete(pscid);
    if (project !== undefined && candidate.project !== project) continue;
    if (candidate.site !== undefined) sites.add(candidate.site);
    if (wantedSites !== undefined && !wantedSites.has(candidate.site ?? "")) continue;
    count += 1;
    yield candidate;
  }
  if (unseen.size > 0) throw unknown("candidate", [...unseen.values()], "scanferry loris ls candidates");
  if (wantedSites !== undefined && count === 0)
    throw unknown("site", [...wantedSites], `Valid here: ${[...sites].sort().join(", ")}.`);
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
  if (!names.includes(project)) throw unknown("project", [project], `Valid here: ${names.join(", ")}.`);
}

/** `sub-300001` of a BIDS folder is the CandID 300001. */
function withoutPrefix(name: string): string {
  return name.replace(/^sub-/, "");
}

function unknown(noun: string, names: readonly string[], hint: string): ScanferryError {
  return new ScanferryError("input/invalid", `The server does not know every ${noun} that was asked for.`, {
    hint,
    subject: names.join(", "),
  });
}
