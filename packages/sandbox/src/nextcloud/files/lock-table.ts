/** Frees what was locked; calling it twice does no harm. */
export type Unlock = () => void;

/** Transactional file locking: many readers or one writer per path, freed when the other client dies. */
export class LockTable {
  readonly #held = new Map<string, { shared: number; exclusive: boolean }>();

  /** A reader's lock, or `undefined` while someone writes. */
  shared(key: string): Unlock | undefined {
    const held = this.#held.get(key);
    if (held?.exclusive === true) return undefined;
    const entry = held ?? { shared: 0, exclusive: false };
    entry.shared += 1;
    this.#held.set(key, entry);
    return once(() => {
      entry.shared -= 1;
      if (entry.shared === 0 && this.#held.get(key) === entry) this.#held.delete(key);
    });
  }

  /** A writer's lock on a path and all below it, or `undefined` while anyone else is there. */
  exclusive(key: string): Unlock | undefined {
    for (const other of this.#held.keys()) if (other === key || other.startsWith(`${key}/`)) return undefined;
    const entry = { shared: 0, exclusive: true };
    this.#held.set(key, entry);
    return once(() => {
      if (this.#held.get(key) === entry) this.#held.delete(key);
    });
  }

  /** How many paths are locked now. */
  get size(): number {
    return this.#held.size;
  }
}

function once(action: () => void): Unlock {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    action();
  };
}
