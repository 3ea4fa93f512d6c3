import type { TransferResult } from "@scanferry/transfer";
import { files } from "../calls/files.js";
import type { Place } from "../calls/place-path.js";
import type { CallOptions, XnatContext } from "../context.js";
import type { PullOptions } from "../pull/pull-options.js";
import { pull } from "../pull/pull.js";
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
  [inspected](): string {
    return `ResourceHandle(at ${this.#ctx.baseUrl})`;
  }
  /** What may be printed: where it is, labels left out. */
  toJSON(): { type: string; baseUrl: string } {
    return { type: "ResourceHandle", baseUrl: this.#ctx.baseUrl };
  }
}
