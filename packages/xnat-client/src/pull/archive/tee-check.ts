/**
 * Gives bytes on while somebody else reads the same ones; neither runs ahead of the other. What the other one fails with is thrown here, at the
 * latest at the end.
 */
export async function* teeCheck(
  source: AsyncIterable<Uint8Array>,
  check: (copy: AsyncIterable<Uint8Array>) => Promise<void>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const copy = new Passed();
  const verdict = check(copy.chunks()).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  void verdict.then(() => copy.leave());
  try {
    for await (const chunk of source) {
      await copy.give(chunk);
      yield chunk;
    }
    copy.end();
    const failed = await verdict;
    if (failed !== undefined) throw failed.error;
  } finally {
    copy.end();
    await verdict;
  }
}

/** One chunk at a time on its way to the other reader. */
class Passed {
  #chunk: Uint8Array | undefined;
  #state: "open" | "ended" | "left" = "open";
  #wakeReader: () => void = () => undefined;
  #wakeGiver: () => void = () => undefined;

  /** Waits until the one before was taken. */
  async give(chunk: Uint8Array): Promise<void> {
    while (this.#chunk !== undefined && this.#state === "open")
      await new Promise<void>((resolve) => (this.#wakeGiver = resolve));
    this.#chunk = chunk;
    this.#wakeReader();
  }

  end(): void {
    if (this.#state === "open") this.#state = "ended";
    this.#wakeReader();
  }

  /** The reader wants no more. */
  leave(): void {
    this.#state = "left";
    this.#wakeGiver();
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const chunk = this.#chunk;
      if (chunk !== undefined) {
        this.#chunk = undefined;
        this.#wakeGiver();
        yield chunk;
      } else if (this.#state !== "open") return;
      else await new Promise<void>((resolve) => (this.#wakeReader = resolve));
    }
  }
}
