import type { LorisContext } from "../../context.js";
import type { PlannedImage } from "../planned-image.js";
import type { PlanContext } from "../planner.js";
import { ImagePlaces } from "./image-places.js";
import { listedImages } from "./listed-images.js";
import { projectMembers } from "./project-members.js";

/** What the list of the BIDS endpoint lacks and is taken from other lists. */
export interface Lacking {
  /** Projects out of whose lists sites and times are taken, when they are needed. */
  placesOf: readonly string[] | undefined;
  /** The project whose candidates are told apart from others. */
  project: string | undefined;
}

/**
 * Completes the list of the BIDS endpoint, which has neither sites nor times and names all projects' images: sites and times come from the
 * projects' own lists; an image of another project than the wanted one belongs to the project "".
 */
export async function* joinedListing(
  ctx: LorisContext,
  listing: AsyncIterable<PlannedImage>,
  { placesOf, project }: Lacking,
  run: PlanContext,
): AsyncGenerator<PlannedImage, void, undefined> {
  // Not before the endpoint is known to be there.
  const read = async () => ({
    places: placesOf && (await ImagePlaces.of(listedImages(ctx, placesOf, run))),
    members: project === undefined ? undefined : await projectMembers(ctx, project, { signal: run.signal }),
  });
  let other: Awaited<ReturnType<typeof read>> | undefined;
  for await (const image of listing) {
    other ??= await read();
    const { places, members } = other;
    const belongs = project !== undefined && members?.get(image.candidate) !== undefined;
    const named = members === undefined ? {} : { project: belongs ? project : "" };
    yield { ...image, ...places?.get(image.link), ...named };
  }
}
