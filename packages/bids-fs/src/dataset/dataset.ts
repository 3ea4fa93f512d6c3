import { inspect } from "node:util";
import type { Participant } from "../participants/list-participants.js";
import { listParticipants } from "../participants/list-participants.js";
import { pickImages } from "../pick/pick-images.js";
import type { Pick } from "../pick/pick.js";
import type { PickOptions } from "../pick/pick-options.js";
import type { BidsFile } from "../query/bids-file.js";
import type { FileQuery, FilesOptions } from "../query/file-query.js";
import { findFiles } from "../query/find-files.js";
import { readSidecar } from "../sidecar/read-sidecar.js";
import type { Sidecar, SidecarOptions } from "../sidecar/read-sidecar.js";
import type { IsIgnored } from "./bids-ignore.js";
import type { Layout } from "./place.js";

/** What all operations on a dataset share. */
export interface DatasetContext {
  /** Absolute. */
  readonly root: string;
  readonly layout: Layout;
  readonly isIgnored: IsIgnored | undefined;
}

/**
 * An opened dataset; it holds the root and the rules, no list of files.
 * Get one from {@link openDataset}.
 *
 * @example
 * ```ts
 * const ds = await openDataset("./mri_images");
 * for await (const file of ds.files({ suffix: "T1w", subject: "01" })) console.log(file.path);
 * ```
 */
export class Dataset {
  readonly #context: DatasetContext;

  /** @internal */
  constructor(context: DatasetContext) {
    this.#context = context;
  }

  /** The absolute path of the root folder. */
  get root(): string {
    return this.#context.root;
  }

  /** `bids` (folders `sub-…`) or `plain` (every folder is a participant). */
  get layout(): Layout {
    return this.#context.layout;
  }

  /** Lists the files that match, in a fixed order, in constant memory. */
  files(query: FileQuery = {}, options: FilesOptions = {}): AsyncGenerator<BidsFile> {
    return findFiles(this.#context, query, options);
  }

  /** Lists the participants: the rows of participants.tsv in its order, then the folders that it does not name. */
  participants(options: { readonly signal?: AbortSignal } = {}): AsyncGenerator<Participant> {
    return listParticipants(this.#context, options);
  }

  /** Reads the JSON metadata that hold for a file, merged from the root down to its folder. */
  sidecar(file: { readonly path: string }, options: SidecarOptions = {}): Promise<Sidecar> {
    return readSidecar(this.#context, file.path, options);
  }

  /** Chooses the image of each participant; each participant comes once, with the files or with the reason why there are none. */
  pick(options: PickOptions = {}): AsyncGenerator<Pick> {
    return pickImages(this.#context, options);
  }

  toJSON(): { root: string; layout: Layout } {
    return { root: this.root, layout: this.layout };
  }

  [inspect.custom](): string {
    return `Dataset(${this.layout}, ${this.root})`;
  }
}
