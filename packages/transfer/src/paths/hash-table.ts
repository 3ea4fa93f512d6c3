import { hash } from "node:crypto";

/** Few: a pull makes several tables for each of 100,000 short lists, and their memory is outside the heap that the collector watches. */
const firstPlaces = 64;

/**
 * A map from texts to numbers that keeps no text: 64 bits of each key's SHA-1 and the value, 16 bytes per place, or 8 as long as all
 * values are the same. A million keys take 18 to 37 MB, or half of it; the chance that any two of a million meet is below 1 in 10 million.
 *
 * @example
 * ```ts
 * const seen = new HashTable();
 * seen.set("1000101/PREBL00", 1);
 * console.log(seen.size, seen.get("1000101/PREBL00"), seen.get("1000102/PREBL00")); // 1 1 undefined
 * ```
 */
export class HashTable {
  #high = new Uint32Array(firstPlaces);
  #low = new Uint32Array(firstPlaces);
  /** Absent while all values are `#only`: most tables are sets. */
  #values: Float64Array | undefined;
  #only: number | undefined;
  #size = 0;

  /** How many keys are held. */
  get size(): number {
    return this.#size;
  }

  /** Gives the value stored for a key. */
  get(key: string): number | undefined {
    const [high, low] = HashTable.#digest(key);
    const place = this.#find(high, low);
    return this.#low[place] === 0 ? undefined : this.#valueAt(place);
  }

  /** Stores a value for a key. */
  set(key: string, value: number): void {
    if (this.#size * 8 >= this.#low.length * 7) this.#grow();
    const [high, low] = HashTable.#digest(key);
    const place = this.#find(high, low);
    if (this.#low[place] === 0) this.#size++;
    this.#high[place] = high;
    this.#low[place] = low;
    this.#only ??= value;
    if (value !== this.#only && this.#values === undefined) {
      this.#values = new Float64Array(this.#low.length).fill(this.#only);
    }
    if (this.#values !== undefined) this.#values[place] = value;
  }

  #valueAt(place: number): number | undefined {
    return this.#values === undefined ? this.#only : this.#values[place];
  }

  static #digest(key: string): [high: number, low: number] {
    // As text: a buffer per key is three times slower and leaves memory behind that the collector is late to see.
    const digest = hash("sha1", key, "binary");
    // A zero in the lower half marks a free place, so no key may have one.
    return [wordAt(digest, 0), wordAt(digest, 4) || 1];
  }

  #find(high: number, low: number): number {
    const mask = this.#low.length - 1;
    let place = (high ^ low) & mask;
    while (this.#low[place] !== 0 && (this.#low[place] !== low || this.#high[place] !== high))
      place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    const [high, low, values] = [this.#high, this.#low, this.#values];
    const length = low.length * 2;
    this.#high = new Uint32Array(length);
    this.#low = new Uint32Array(length);
    if (values !== undefined) this.#values = new Float64Array(length);
    for (let index = 0; index < low.length; index++) {
      const lower = low[index] ?? 0;
      if (lower === 0) continue;
      const upper = high[index] ?? 0;
      const place = this.#find(upper, lower);
      this.#high[place] = upper;
      this.#low[place] = lower;
      if (values !== undefined && this.#values !== undefined) this.#values[place] = values[index] ?? 0;
    }
  }
}

/** Four characters of a digest as one unsigned number. */
function wordAt(digest: string, at: number): number {
  let word = 0;
  for (let index = at; index < at + 4; index++) word = (word << 8) | digest.charCodeAt(index);
  return word >>> 0;
}

/**
 * A number of 48 bits that stands for a text, as a value of a {@link HashTable}.
 *
 * @example
 * ```ts
 * const owners = new HashTable();
 * owners.set("etag-1", fingerprint("/candidates/1000101/PREBL00/images/a.mnc"));
 * ```
 */
export function fingerprint(text: string): number {
  const digest = hash("sha1", text, "binary");
  return wordAt(digest, 8) * 2 ** 16 + (wordAt(digest, 12) >>> 16);
}
