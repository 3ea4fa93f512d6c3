import type { TransferResult } from "@scanferry/transfer";
import type { Place } from "../calls/place-path.js";
import type { ResourcesOptions } from "../calls/resources.js";
import { resources } from "../calls/resources.js";
import type { XnatContext } from "../context.js";
import type { PullOptions } from "../pull/pull-options.js";
import { pull } from "../pull/pull.js";
import type { Resource } from "../schemas/resource.js";
import { inspected } from "./handle-line.js";
import { ResourceHandle } from "./resource-handle.js";

/** What projects, subjects, experiments and scans have in common; making a handle asks nothing of the server. */
export abstract class PlaceHandle {
  protected readonly ctx: XnatContext;
  protected readonly place: Place;

  constructor(ctx: XnatContext, place: Place) {
    this.ctx = ctx;
    this.place = place;
  }

  /** The resources that belong to it itself, with their counts. */
  resources(options?: ResourcesOptions): AsyncIterable<Resource> {
    return resources(this.ctx, this.place, options);
  }
  /** @param label The resource's label, or its number where it has none. */
  resource(label: string): ResourceHandle {
    return new ResourceHandle(this.ctx, { ...this.place, resource: label });
  }
  /** Brings it into a folder, or what the options select of it, and keeps that up to date. */
  pull(dir: string, options: PullOptions = {}): AsyncIterable<TransferResult> {
    return pull(this.ctx, this.place, dir, options);
  }
  /** One readable line in notebooks and logs, without a label of a participant. */
  [inspected](): string {
    return `${this.constructor.name}(at ${this.ctx.baseUrl})`;
  }
  /** What may be printed: where it is, labels left out. */
  toJSON(): { type: string; baseUrl: string } {
    return { type: this.constructor.name, baseUrl: this.ctx.baseUrl };
  }
}
