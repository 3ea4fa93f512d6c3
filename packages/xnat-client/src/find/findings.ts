import type { Finding, NameMatch } from "./finding.js";

/** What matched by name, rather than a place that could not be seen. */
export type Match = Extract<Finding, { match: NameMatch }>;

/** Findings until they are told. Those that do not fit exactly are kept up to a limit, and counted beyond it. */
export class Findings {
  readonly #exact: Match[] = [];
  readonly #others: Match[] = [];
  #more = 0;

  constructor(readonly limit: number) {}

  get exact(): readonly Match[] {
    return this.#exact;
  }

  /** What does not fit exactly: the closer matches before those that hold the text. */
  get others(): readonly Match[] {
    return [
      ...this.#others.filter(({ match }) => match === "alike"),
      ...this.#others.filter(({ match }) => match !== "alike"),
    ];
  }

  /** How many of them are not kept. */
  get more(): number {
    return this.#more;
  }

  add(finding: Match): void {
    if (finding.match === "exact") this.#exact.push(finding);
    else if (this.#others.length < this.limit) this.#others.push(finding);
    else this.#more++;
  }

  addMore(count: number): void {
    this.#more += count;
  }

  /** Takes over what another one has, except for its exact findings. */
  addOthers(from: Findings): void {
    for (const finding of from.others) this.add(finding);
    this.addMore(from.more);
  }
}
