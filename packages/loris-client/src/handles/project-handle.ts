import { dataReleaseBytes, dataReleases } from "../calls/data-releases.js";
import { projectBids } from "../calls/project-bids.js";
import type { ProjectImagesOptions } from "../calls/project-images.js";
import { projectImages } from "../calls/project-images.js";
import { projectRecordings } from "../calls/project-recordings.js";
import { project, projectCandidates, projectInstruments, projectVisits } from "../calls/project.js";
import type { CallOptions, LorisContext } from "../context.js";
import type { RemoteBytes } from "../http/open-bytes.js";
import type { BidsEntry, DataRelease } from "../schemas/bids.js";
import type { ProjectImage } from "../schemas/image.js";
import type { ProjectDetails, ProjectInstrument } from "../schemas/project.js";
import type { Recording } from "../schemas/recording.js";
import { inspected } from "./handle-line.js";

/** One project; making it asks nothing of the server. */
export class ProjectHandle {
  readonly #ctx: LorisContext;
  /** The project's name. */
  readonly name: string;
  constructor(ctx: LorisContext, name: string) {
    this.#ctx = ctx;
    this.name = name;
  }

  /** The project's record, with the names of what is in it. */
  show(options?: CallOptions): Promise<ProjectDetails> {
    return project(this.#ctx, this.name, options);
  }
  /** CandIDs of the project. */
  candidates(options?: CallOptions): AsyncIterable<string> {
    return projectCandidates(this.#ctx, this.name, options);
  }
  /** Labels of the project's visits. */
  visits(options?: CallOptions): Promise<readonly string[]> {
    return projectVisits(this.#ctx, this.name, options);
  }
  /** The project's instruments (forms). */
  instruments(options?: CallOptions): AsyncIterable<ProjectInstrument> {
    return projectInstruments(this.#ctx, this.name, options);
  }
  /** The images that the account may see. */
  images(options?: ProjectImagesOptions): AsyncIterable<ProjectImage> {
    return projectImages(this.#ctx, this.name, options);
  }
  /** Electrophysiology recordings. */
  recordings(options?: CallOptions): AsyncIterable<Recording> {
    return projectRecordings(this.#ctx, this.name, options);
  }
  /** What the BIDS endpoint lists (PREVENT-AD; `remote/not-found` elsewhere). */
  bids(options?: CallOptions): AsyncIterable<BidsEntry> {
    return projectBids(this.#ctx, this.name, options);
  }
  /** Releases of data (PREVENT-AD). */
  dataReleases(options?: CallOptions): Promise<readonly DataRelease[]> {
    return dataReleases(this.#ctx, this.name, options);
  }
  /** One file of a release, as a stream. @param link The file's `link` in {@link ProjectHandle.dataReleases}. */
  dataRelease(link: string, options?: CallOptions): Promise<RemoteBytes> {
    return dataReleaseBytes(this.#ctx, link, options);
  }
  [inspected](): string {
    return `ProjectHandle(${this.name} at ${this.#ctx.baseUrl})`;
  }
}
