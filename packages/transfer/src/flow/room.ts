/** Bounds how much is under way at once, by count or by bytes; whoever comes first is served first. */
export class Room {
  readonly #limit: number;
  #free: number;
  readonly #waiting: { weight: number; go: () => void }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
    this.#free = limit;
  }

  /** Takes so much, once it is free, and gives what puts it back. Something larger than the whole waits until it is alone. */
  async take(weight = 1): Promise<() => void> {
    const taken = Math.min(weight, this.#limit);
    if (this.#waiting.length === 0 && this.#free >= taken) this.#free -= taken;
    else await new Promise<void>((go) => this.#waiting.push({ weight: taken, go }));
    return () => {
      this.#free += taken;
      this.#serve();
    };
  }

  #serve(): void {
    for (
      let next = this.#waiting[0];
      next !== undefined && next.weight <= this.#free;
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#free -= next.weight;
      next.go();
    }
  }
}
