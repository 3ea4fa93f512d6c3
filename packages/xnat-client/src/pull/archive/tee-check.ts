/**
 * Gives bytes on while somebody else reads the same ones; neither runs ahead of the other. What the other one fails with is thrown here, before
 * the next chunk is asked for.
 */
export async function* teeCheck(
  source: AsyncIterable<Uint8Array>,
  check: (copy: AsyncIterable<Uint8Array>) => Promise<void>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const copy = new Passed();
  let failure: { error: unknown } | undefined;
  const verdict = check(copy.chunks())
    .catch((error: unknown) => {
      failure = { error };
    })
    .finally(() => {
      copy.leave();
    });
  const judge = (): void => {
    if (failure !== undefined) throw failure.error;
  };
  try {
    for await (const chunk of source) {
      await copy.give(chunk);
      judge();
      yield chunk;
    }
    copy.end();
    await verdict;
    judge();
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
