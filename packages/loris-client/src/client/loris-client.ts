import type { TransferResult } from "@scanferry/transfer";
import { candidates } from "../calls/candidates.js";
import { projects } from "../calls/projects.js";
import type { LorisAnswer, LorisStream, RequestOptions } from "../calls/request.js";
import { request, requestStream } from "../calls/request.js";
import { sites } from "../calls/sites.js";
import type { CallOptions, LorisContext } from "../context.js";
import { CandidateHandle } from "../handles/candidate-handle.js";
import { inspected } from "../handles/handle-line.js";
import { ProjectHandle } from "../handles/project-handle.js";
import type { ListImagesOptions } from "../pull/list-images.js";
import { listImages } from "../pull/list-images.js";
import type { PlannedImage } from "../pull/planned-image.js";
import type { PullOptions } from "../pull/pull-options.js";
import { pull } from "../pull/pull.js";
import type { Site } from "../schemas/bids.js";
import type { Candidate } from "../schemas/candidate.js";
import type { Project } from "../schemas/project.js";
import type { ConnectOptions } from "./connect.js";
import { connect } from "./connect.js";

/**
 * One account on one LORIS. Make it with {@link LorisClient.connect}; close it when done.
 *
 * @example
 * ```ts
 * const loris = await LorisClient.connect({ baseUrl, auth: { username, password } });
 * for await (const { name } of loris.projects()) console.log(name);
 * for await (const image of loris.project("Rye").images()) console.log(image.scanType, image.link);
 * await loris.close();
 * ```
 */
export class LorisClient implements AsyncDisposable {
  readonly #ctx: LorisContext;

  private constructor(ctx: LorisContext) {
    this.#ctx = ctx;
  }

  /** Connects and logs in; see {@link connect} for what it finds out and throws. */
  static async connect(options: ConnectOptions, call: CallOptions = {}): Promise<LorisClient> {
    return new LorisClient(await connect(options, call));
  }

  /** Root of the LORIS. */
  get baseUrl(): string {
    return this.#ctx.baseUrl;
  }
  /** The version of the API in use, e.g. "v0.0.3". */
  get version(): string {
    return this.#ctx.version;
  }
  /** The token in use, for a caller that keeps it until {@link tokenExpires}. It is a secret. */
  get token(): string {
    return this.#ctx.session.token;
  }
  /** When the token ends; with a password it is renewed before. */
  get tokenExpires(): Date {
    return new Date(this.#ctx.session.endsMs);
  }

  /** The projects of the server. */
  projects(options?: CallOptions): AsyncIterable<Project> {
    return projects(this.#ctx, options);
  }
  /** @param name The project's name; see {@link LorisClient.projects}. */
  project(name: string): ProjectHandle {
    return new ProjectHandle(this.#ctx, name);
  }
  /** The candidates of all projects. */
  candidates(options?: CallOptions): AsyncIterable<Candidate> {
    return candidates(this.#ctx, options);
  }
  /** @param id A CandID. */
  candidate(id: string): CandidateHandle {
    return new CandidateHandle(this.#ctx, id);
  }
  /** The sites of the account (v0.0.4-dev and later). */
  sites(options?: CallOptions): Promise<readonly Site[]> {
    return sites(this.#ctx, options);
  }
  /** The images that {@link LorisClient.pull} with the same filters would bring. */
  images(options?: ListImagesOptions): AsyncIterable<PlannedImage> {
    return listImages(this.#ctx, options);
  }
  /** Downloads a study, or what the options select of it, and keeps it up to date. */
  pull(dir: string, options: PullOptions = {}): AsyncIterable<TransferResult> {
    return pull(this.#ctx, dir, options);
  }
  /** Sends any request below `/api/VERSION`, with this login. */
  request(method: string, path: string, options?: RequestOptions): Promise<LorisAnswer> {
    return request(this.#ctx, method, path, options);
  }
  /** Sends a GET below `/api/VERSION` with this login; its answer is a stream. */
  requestStream(path: string, options?: Omit<RequestOptions, "json">): Promise<LorisStream> {
    return requestStream(this.#ctx, path, options);
  }
  /** Closes the connections. */
  close(): Promise<void> {
    return this.#ctx.http.close();
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
  /** One readable line in notebooks and logs, without the token. */
  [inspected](): string {
    return `LorisClient(${this.baseUrl}, API ${this.version})`;
  }
  /** What may be printed; no secret is in it. */
  toJSON(): { baseUrl: string; version: string; tokenExpires: string } {
    return { baseUrl: this.baseUrl, version: this.version, tokenExpires: this.tokenExpires.toISOString() };
  }
}
