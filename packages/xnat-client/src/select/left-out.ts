import type { Experiment } from "../schemas/experiment.js";
import type { LeftOut } from "./select-options.js";

const typesLimit = 20;

/** Counts what a selection leaves out. */
export class LeftOutCount {
  readonly #counts = new Map<LeftOut["reason"], { count: number; xsiTypes: Set<string> }>();

  add(reason: LeftOut["reason"], { xsiType }: Experiment): void {
    const known = this.#counts.get(reason) ?? { count: 0, xsiTypes: new Set<string>() };
    this.#counts.set(reason, known);
    known.count++;
    if (known.xsiTypes.size < typesLimit) known.xsiTypes.add(xsiType);
  }

  tell(onLeftOut: ((leftOut: LeftOut) => void) | undefined): void {
    for (const [reason, { count, xsiTypes }] of this.#counts) {
      onLeftOut?.({ reason, count, xsiTypes: [...xsiTypes] });
    }
  }
}
