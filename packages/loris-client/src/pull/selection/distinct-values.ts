/** So many values of one kind are remembered for a hint; a server with more is not printed whole. */
const rememberedLimit = 200;
const printedLimit = 60;

/** The different values that a list holds: scan types, visits, sites. They are few; a hostile list cannot make them many. */
export class DistinctValues {
  readonly #values = new Set<string>();
  #more = false;

  add(value: string): void {
    if (this.#values.size < rememberedLimit) this.#values.add(value);
    else if (!this.#values.has(value)) this.#more = true;
  }

  /** The values in order, as a hint prints them. */
  toString(): string {
    const sorted = [...this.#values].sort((a, b) => a.localeCompare(b, "en"));
    const printed = sorted.slice(0, printedLimit);
    const left = sorted.length - printed.length;
    if (this.#more || left > 0) printed.push("…");
    return printed.join(", ");
  }
}
