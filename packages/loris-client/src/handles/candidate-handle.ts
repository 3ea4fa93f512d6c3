import { findCandidate } from "../calls/candidate.js";
import type { CallOptions, LorisContext } from "../context.js";
import type { CandidateDetails } from "../schemas/candidate.js";
import { inspected } from "./handle-line.js";
import { VisitHandle } from "./visit-handle.js";

/** One candidate; making it asks nothing of the server. */
export class CandidateHandle {
  readonly #ctx: LorisContext;
  /** CandID. */
  readonly id: string;
  constructor(ctx: LorisContext, id: string) {
    this.#ctx = ctx;
    this.id = id;
  }

  /** The candidate's record, with its visits. */
  show(options?: CallOptions): Promise<CandidateDetails> {
    return findCandidate(this.#ctx, this.id, options);
  }
  /** Labels of the candidate's visits. */
  async visits(options?: CallOptions): Promise<readonly string[]> {
    return (await findCandidate(this.#ctx, this.id, options)).visits;
  }
  /** @param label The visit's label; capital letters count. */
  visit(label: string): VisitHandle {
    return new VisitHandle(this.#ctx, { candidate: this.id, visit: label });
  }
  [inspected](): string {
    return `CandidateHandle(at ${this.#ctx.baseUrl})`;
  }
}
