import { contextKey, mostContexts, type PresentationContext } from "../association/presentation-context.js";

/** The kinds of files met so far, those met last in front; a new association asks for all of them. */
export class KnownContexts {
  readonly #met = new Map<string, PresentationContext>();

  /** Notes a kind, and gives what an association for it should ask for. */
  meet(context: PresentationContext): PresentationContext[] {
    const key = contextKey(context);
    this.#met.delete(key);
    this.#met.set(key, context);
    // What was met longest ago makes room: then several associations are needed, one after the other.
    for (const old of this.#met.keys()) {
      if (this.#met.size <= mostContexts) break;
      this.#met.delete(old);
    }
    return [...this.#met.values()].reverse();
  }
}
