import { ScanferryError, isScanferryError } from "@scanferry/transfer";

import type { LorisContext } from "../context.js";
import { bidsListing, type SessionTables } from "./bids/bids-listing.js";
import { planBids } from "./bids/plan-bids.js";
import { chooseProjects } from "./listing/choose-projects.js";
import { ImagePlaces } from "./listing/image-places.js";
import { listedImages } from "./listing/listed-images.js";
import { unknownCandidates } from "./listing/unknown-candidates.js";
import { planMinc } from "./minc/plan-minc.js";
import type { PlannedImage } from "./planned-image.js";
import type { PlannedItem, PullRun } from "./planner.js";
import type { PullOptions } from "./pull-options.js";
import { selectImages, type Selection, type SelectionSource } from "./selection/select-images.js";
import { openSpool } from "./selection/spool.js";
import { planStockBids } from "./stock/plan-stock-bids.js";

/** What a pull will do, before anything is done. */
export interface PullPlan {
  readonly selection: Selection;
  items(run: PullRun): AsyncIterable<PlannedItem>;
  close(): Promise<void>;
}

/** What planning takes besides the options. */
export type PlanContext = Pick<PullRun, "warn" | "signal">;

/**
 * Reads the server's list and chooses the way: the BIDS endpoint where there is one, else BIDS out of the formats of a stock LORIS; or
 * MINC.
 *
 * @throws {@link ScanferryError} `input/invalid` for a filter's value that the server does not know
 */
export async function planPull(ctx: LorisContext, options: PullOptions, run: PlanContext): Promise<PullPlan> {
  const projects = await chooseProjects(ctx, options.project, run.signal);
  const [project] = projects;
  // No stock release has the endpoint; one that gets it some day will give a project's own.
  if (options.type !== "minc" && project !== undefined && projects.length === 1) {
    const plan = await planFromEndpoint(ctx, project, options, run);
    if (plan !== undefined) return plan;
    if (ctx.legacy) throw noBids();
  }
  const { modalities, visits, candidates, site } = options;
  // The server's own `since` would hide the values by which the other filters are judged: what has nothing new is not unknown.
  const judged = [modalities, visits, candidates, site].some((filter) => filter !== undefined);
  const since = judged ? undefined : options.since;
  const images = listedImages(ctx, projects, { since, signal: run.signal });
  const selection = await selectImages(sourceOf(ctx, images, projects, run), options);
  const planner = options.type === "minc" ? planMinc : planStockBids;
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

function sourceOf(
  ctx: LorisContext,
  images: AsyncIterable<PlannedImage>,
  projects: readonly string[],
  { warn, signal }: PlanContext,
): SelectionSource {
  return { images, projects, warn, strangers: (names) => unknownCandidates(ctx, names, signal) };
}

/** Plans out of the BIDS endpoint; nothing where the server has none, which it says with 404. */
async function planFromEndpoint(
  ctx: LorisContext,
  project: string,
  options: PullOptions,
  run: PlanContext,
): Promise<PullPlan | undefined> {
  const studyLinks: string[] = [];
  const sessions = await openSpool<SessionTables>();
  const taps = {
    onStudyFile: (link: string) => void studyLinks.push(link),
    onSession: (session: SessionTables) => sessions.add(session),
  };
  const joined = options.site !== undefined || options.since !== undefined;
  const listing = bidsListing(ctx, project, taps, run.signal);
  const images = joined ? withPlaces(ctx, project, listing, run.signal) : listing;
  try {
    const selection = await selectImages(sourceOf(ctx, images, [project], run), options);
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

/** The endpoint's list has neither sites nor times; they are taken from the project's own list of images. */
async function* withPlaces(
  ctx: LorisContext,
  project: string,
  listing: AsyncIterable<PlannedImage>,
  signal: AbortSignal | undefined,
): AsyncGenerator<PlannedImage, void, undefined> {
  let places: ImagePlaces | undefined;
  for await (const image of listing) {
    // Not before the endpoint is known to be there. Without `since`, or images before it would look as if they had no time.
    places ??= await ImagePlaces.of(listedImages(ctx, [project], { signal }));
    yield { ...image, ...places.get(image.link) };
  }
}
