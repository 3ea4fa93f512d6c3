import type { LorisImageOptions } from "../loris-options.js";

/** The images that were added by name, in the order they came, with the candidates and visits they brought along. */
export class ExtraImages {
  readonly #byCandidate = new Map<string, LorisImageOptions[]>();

  add(image: LorisImageOptions): void {
    const there = this.#byCandidate.get(image.candidate);
    if (there === undefined) this.#byCandidate.set(image.candidate, [image]);
    else there.push(image);
  }

  /** All CandIDs that have one. */
  candidates(): IterableIterator<string> {
    return this.#byCandidate.keys();
  }

  /** Projects that they name. */
  *projects(): Generator<string> {
    for (const images of this.#byCandidate.values())
      for (const { project } of images) if (project !== undefined) yield project;
  }

  of(candidate: string): readonly LorisImageOptions[] {
    return this.#byCandidate.get(candidate) ?? [];
  }

  /** Visits of a candidate: the given ones and what the added images name. */
  visits(candidate: string, generated: readonly string[]): readonly string[] {
    const added = this.of(candidate).map((image) => image.visit);
    return added.length === 0 ? generated : [...new Set([...generated, ...added])];
  }
}
