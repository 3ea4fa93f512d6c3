import type { TransferResult } from "@scanferry/transfer";
import { files } from "../calls/files.js";
import type { Place } from "../calls/place-path.js";
import type { CallOptions, XnatContext } from "../context.js";
import type { PullOptions } from "../pull/pull-options.js";
import { pull } from "../pull/pull.js";
import { getFiles, type GetFilesOptions } from "../resource/get/get-files.js";
import type { PutOptions, PutPlace, PutSource } from "../resource/put-options.js";
import { putResources } from "../resource/put-resources.js";
import { removeFiles, type RemoveFilesOptions } from "../resource/remove/remove-files.js";
import { removeResource } from "../resource/remove/remove-resource.js";
import type { XnatFile } from "../schemas/xnat-file.js";
import { FileHandle } from "./file-handle.js";
import { inspected } from "./handle-line.js";

/** One resource; making it asks nothing of the server. */
export class ResourceHandle {
  readonly #ctx: XnatContext;
  readonly #place: Place;

  constructor(ctx: XnatContext, place: Place) {
    this.#ctx = ctx;
    this.#place = place;
  }

  /** Its label, or its number. */
  get label(): string {
    return this.#place.resource ?? "";
  }
  /** Its files. */
  files(options?: CallOptions): AsyncIterable<XnatFile> {
    return files(this.#ctx, this.#place, options);
  }
  /** @param path Where the file lies below the resource ({@link XnatFile.path}). */
  file(path: string): FileHandle {
    return new FileHandle(this.#ctx, this.#place, path);
  }
  /** Brings its files into a folder, and keeps that up to date. */
  pull(dir: string, options: PullOptions = {}): AsyncIterable<TransferResult> {
    return pull(this.#ctx, this.#place, dir, options);
  }
  /**
   * Brings some of its files, or all, into the folder `DIR/LABEL`, and keeps that up to date.
   *
   * @param names Paths below the resource, folders (`sub/`), or patterns with `*` and `?`. @default all
   */
  get(
    dir: string,
    names: readonly string[] = [],
    options: GetFilesOptions = {},
  ): AsyncIterable<TransferResult> {
    return getFiles(this.#ctx, this.#named, dir, names, options);
  }
  /**
   * Stores files in it, and makes it where it is missing: files, folders with what is below them, archives that are unpacked there. What the
   * server has already is not sent again; what was sent is looked for afterwards.
   */
  put(files: PutSource | readonly PutSource[], options: PutOptions = {}): AsyncIterable<TransferResult> {
    const sources = Array.isArray(files) ? (files as readonly PutSource[]) : [files as PutSource];
    return putResources(this.#ctx, [{ place: this.#named, files: sources }], options);
  }
  /** Deletes it with all its files. */
  remove(options: CallOptions = {}): Promise<void> {
    return removeResource(this.#ctx, this.#named, options);
  }
  /** Deletes files of it. @param names Paths below the resource, folders (`sub/`), or patterns with `*` and `?`. */
  removeFiles(names: readonly string[], options: RemoveFilesOptions = {}): AsyncIterable<TransferResult> {
    return removeFiles(this.#ctx, this.#named, names, options);
  }
  get #named(): PutPlace {
    return { ...this.#place, resource: this.label };
  }
  [inspected](): string {
    return `ResourceHandle(at ${this.#ctx.baseUrl})`;
  }
  /** What may be printed: where it is, labels left out. */
  toJSON(): { type: string; baseUrl: string } {
    return { type: "ResourceHandle", baseUrl: this.#ctx.baseUrl };
  }
}
