import { ScanferryError, isScanferryError, openSpool } from "@scanferry/transfer";

import type { LorisContext } from "../context.js";
import { bidsListing, type SessionTables } from "./bids/bids-listing.js";
import { planBids } from "./bids/plan-bids.js";
import { chooseProjects, endpointProject, type ChosenProjects } from "./listing/choose-projects.js";
import { findCandidates } from "./listing/find-candidates.js";
import { joinedListing } from "./listing/joined-listing.js";
import { knownVisits } from "./listing/known-visits.js";
import { listedImages } from "./listing/listed-images.js";
import { warnOfHomeless } from "./listing/warn-of-homeless.js";
import { planMinc } from "./minc/plan-minc.js";
import type { PlanContext, PlannedItem, PullRun } from "./planner.js";
import type { PullOptions } from "./pull-options.js";
import type { FilterSource } from "./selection/judge-filters.js";
import { selectImages, type Selection } from "./selection/select-images.js";
import { planStockBids } from "./stock/plan-stock-bids.js";

/** What a pull will do, before anything is done. */
export interface PullPlan {
  readonly selection: Selection;
  items(run: PullRun): AsyncIterable<PlannedItem>;
  close(): Promise<void>;
}

/**
 * Reads the server's list and chooses the way: the BIDS endpoint where there is one, else BIDS out of the formats of a stock LORIS; or
 * MINC.
 *
 * @throws {@link ScanferryError} `input/invalid` for a filter's value that the server does not know
 */
export async function planPull(ctx: LorisContext, options: PullOptions, run: PlanContext): Promise<PullPlan> {
  const { signal } = run;
  const { type, project, candidates } = options;
  const projects = await chooseProjects(ctx, project, { signal });
  const source: FilterSource = {
    warn: run.warn,
    findCandidates: (names, numbers) => findCandidates(ctx, { names, numbers }, { project, signal }),
    visits: () => knownVisits(ctx, projects.chosen, { signal }),
  };
  const endpoint = type === "minc" ? undefined : endpointProject(ctx, projects);
  if (endpoint !== undefined) {
    const plan = await planFromEndpoint(ctx, { endpoint, projects, source, options, run });
    if (plan !== undefined) return plan;
    if (ctx.legacy) throw noBids();
  }
  // The whole list, without the server's own `since`: what is left out must still be known as listed.
  const images = listedImages(ctx, projects.chosen, run);
  const selection = await selectImages({ ...source, images }, options);
  if (ctx.legacy && project === undefined && candidates === undefined) await warnOfHomeless(ctx, run);
  const planner = type === "minc" ? planMinc : planStockBids;
  return { selection, items: (full) => planner(ctx, selection, full), close: () => selection.close() };
}

/** LORIS 20 and 21 have neither the endpoint (only PREVENT-AD's fork does) nor the formats that BIDS is built from. */
function noBids(): ScanferryError {
  return new ScanferryError(
    "remote/refused",
    "This LORIS offers no BIDS: it has no BIDS endpoint and is older than 24.1.",
    {
      hint: 'Take the images as MINC: --type minc on the command line, type: "minc" in a program.',
    },
  );
}

/** Plans out of the BIDS endpoint; nothing where the server has none, which it says with 404. */
async function planFromEndpoint(
  ctx: LorisContext,
  plan: {
    endpoint: string;
    projects: ChosenProjects;
    source: FilterSource;
    options: PullOptions;
    run: PlanContext;
  },
): Promise<PullPlan | undefined> {
  const { endpoint, projects, options, run } = plan;
  const studyLinks: string[] = [];
  const sessions = await openSpool<SessionTables>();
  const taps = {
    onStudyFile: (link: string) => void studyLinks.push(link),
    onSession: (session: SessionTables) => sessions.add(session),
  };
  // A server with one project has nothing to tell apart.
  const project = ctx.legacy && projects.all.length > 1 ? options.project : undefined;
  const placesOf = options.site === undefined && options.since === undefined ? undefined : projects.all;
  const listing = bidsListing(ctx, endpoint, taps, run.signal);
  const images = joinedListing(ctx, listing, { placesOf, project }, run);
  try {
    const selection = await selectImages({ ...plan.source, images, project }, options);
    return {
      selection,
      items: (full) => planBids(ctx, selection, full, { studyLinks, sessions }),
      close: async () => {
        await selection.close();
        await sessions.close();
      },
    };
  } catch (error) {
    await sessions.close();
    if (isScanferryError(error, "remote/not-found") && studyLinks.length === 0) return undefined;
    throw error;
  }
}
