import type { LorisClient } from "@scanferry/loris-client";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import type { LorisFilters } from "./filters.js";

/** One line of a list: the record of `--json`, and the cells that people see. */
export interface ListLine {
  record: Readonly<Record<string, unknown>> & { type: string; id: string };
  cells: readonly string[];
}

/** What `loris ls` lists. */
export type Listed = "projects" | "candidates" | "visits" | "images" | "modalities";

type Listing = (loris: LorisClient, filters: LorisFilters, call: CallContext) => AsyncGenerator<ListLine>;

/** How each list comes about. Nothing is kept but the names of modalities with their counts, which are few. */
export const listings: Readonly<Record<Listed, Listing>> = {
  projects: async function* (loris, _, { signal }) {
    for await (const { name } of loris.projects({ signal }))
      yield { record: { type: "project", id: name }, cells: [name] };
  },

  candidates: async function* (loris, { project, site, candidates }, { signal }) {
    const sites = site === undefined ? undefined : new Set(site);
    const names = candidates === undefined ? undefined : new Set(candidates.map(withoutPrefix));
    for await (const one of loris.candidates({ signal })) {
      if (project !== undefined && one.project !== project) continue;
      if (sites !== undefined && !sites.has(one.site ?? "")) continue;
      if (names !== undefined && !names.has(one.id) && !names.has(one.pscid)) continue;
      const { id, pscid } = one;
      yield {
        record: { type: "candidate", id, pscid, project: one.project ?? null, site: one.site ?? null },
        cells: [id, pscid, one.project ?? "", one.site ?? ""],
      };
    }
  },

  visits: async function* (loris, { project, candidates }, { signal }) {
    if (candidates !== undefined) {
      for (const name of candidates) {
        const candidate = withoutPrefix(name);
        for (const id of await loris.candidate(candidate).visits({ signal }))
          yield { record: { type: "visit", id, candidate }, cells: [id, candidate] };
      }
      return;
    }
    for (const name of project === undefined ? await projectNames(loris, signal) : [project]) {
      for (const id of await loris.project(name).visits({ signal }))
        yield { record: { type: "visit", id, project: name }, cells: [id, name] };
    }
  },

  images: async function* (loris, filters, { signal }) {
    for await (const image of loris.images({ ...filters, signal })) {
      const { candidate, pscid, visit, modality, project, link } = image;
      const site = image.site ?? null;
      const insertTime = image.insertTime ?? null;
      yield {
        record: { type: "image", id: link, candidate, pscid, visit, modality, project, site, insertTime },
        cells: [candidate, visit, modality, link],
      };
    }
  },

  modalities: async function* (loris, filters, { signal }) {
    const counts = new Map<string, number>();
    for await (const { modality } of loris.images({ ...filters, signal }))
      counts.set(modality, (counts.get(modality) ?? 0) + 1);
    for (const [id, images] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
      yield { record: { type: "modality", id, images }, cells: [id, String(images)] };
  },
};

/** `sub-300001` of a BIDS folder is the CandID 300001. */
function withoutPrefix(name: string): string {
  return name.replace(/^sub-/, "");
}

async function projectNames(loris: LorisClient, signal: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of loris.projects({ signal })) names.push(name);
  return names;
}

const filtersOf: Readonly<Record<Listed, readonly string[]>> = {
  projects: [],
  candidates: ["project", "site", "candidates", "candidatesFrom"],
  visits: ["project", "candidates", "candidatesFrom"],
  images: ["project", "candidates", "candidatesFrom", "visitlabels", "visits", "modalities", "site", "since"],
  modalities: [
    "project",
    "candidates",
    "candidatesFrom",
    "visitlabels",
    "visits",
    "modalities",
    "site",
    "since",
  ],
};

/** A filter that would be passed over in silence is refused: the list would look as if it had been followed. */
export function refuseOtherFilters(call: CallContext, what: Listed): void {
  const other = filtersOf.images.find((name) => !filtersOf[what].includes(name) && call.options.given(name));
  if (other === undefined) return;
  const flag = (name: string): string =>
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const fitting = filtersOf[what].map(flag).join(", ");
  throw new ScanferryError("input/invalid", `${flag(other)} does not choose ${what}.`, {
    hint: fitting === "" ? `All ${what} are listed.` : `For ${what} there are ${fitting}.`,
  });
}
