import type { LorisClient } from "@scanferry/loris-client";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { chosenCandidates, projectNames, refuseUnknownProject } from "./chosen-candidates.js";
import type { LorisFilters } from "./filters.js";
import { RefusedParts } from "./refused-parts.js";

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
  async *projects(loris, _, { signal }) {
    for await (const { name } of loris.projects({ signal }))
      yield { record: { type: "project", id: name }, cells: [name] };
  },

  async *candidates(loris, filters, { signal }) {
    for await (const candidate of chosenCandidates(loris, filters, signal)) {
      const { id, pscid, project, site } = candidate;
      yield {
        record: { type: "candidate", id, pscid, project: project ?? null, site: site ?? null },
        cells: [id, pscid, project ?? "", site ?? ""],
      };
    }
  },

  async *visits(loris, filters, call) {
    const { signal } = call;
    const { project, candidates } = filters;
    if (candidates !== undefined) {
      const refused = new RefusedParts("candidates");
      for await (const { id: candidate } of chosenCandidates(loris, filters, signal)) {
        for (const id of await refused.of(loris.candidate(candidate).visits({ signal })))
          yield { record: { type: "visit", id, candidate }, cells: [id, candidate] };
      }
      refused.warn(call);
      return;
    }
    if (project !== undefined) await refuseUnknownProject(loris, project, signal);
    const refused = new RefusedParts("projects");
    for (const name of project === undefined ? await projectNames(loris, signal) : [project]) {
      for (const id of await refused.of(loris.project(name).visits({ signal })))
        yield { record: { type: "visit", id, project: name }, cells: [id, name] };
    }
    refused.warn(call);
  },

  async *images(loris, filters, { signal }) {
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

  async *modalities(loris, filters, { signal }) {
    const counts = new Map<string, number>();
    for await (const { modality } of loris.images({ ...filters, signal }))
      counts.set(modality, (counts.get(modality) ?? 0) + 1);
    for (const [id, images] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
      yield { record: { type: "modality", id, images }, cells: [id, String(images)] };
  },
};

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
