import type { ExpectedFiles } from "./expected-files.js";
import { Listing } from "./listing.js";
import type { RemoteFile } from "./remote-file.js";

/** How sure it is that a file is there: its digest is the one that was sent, or its SOP instance is, or its name and length among those of {@link compareFresh}. */
export type VerifiedBy = "digest" | "instance" | "size";

/** Which of a session's files the server has. */
export class Arrival {
  readonly #seen: Uint8Array;
  readonly #by = { digest: 0, instance: 0, size: 0 };
  readonly #listing = new Listing();
  #there = 0;
  #others = 0;
  #repeated = 0;

  constructor(readonly expected: ExpectedFiles) {
    this.#seen = new Uint8Array(expected.count);
  }

  /** How many files are there. */
  get there(): number {
    return this.#there;
  }
  /** How many are not there. */
  get missing(): number {
    return this.expected.count - this.#there;
  }
  /** How many files the server has that are none of these. */
  get others(): number {
    return this.#others;
  }
  /** How many files the server has a second time. */
  get repeated(): number {
    return this.#repeated;
  }
  has(number: number): boolean {
    return this.#seen[number] === 1;
  }

  /** Notes a file of the plan. */
  note(number: number, by: VerifiedBy): void {
    if (this.has(number)) {
      this.#repeated++;
      return;
    }
    this.#seen[number] = 1;
    this.#there++;
    this.#by[by]++;
  }
  /** Notes a file that the plan does not have. */
  noteOther(): void {
    this.#others++;
  }
  /** Notes a row of the server's list. */
  noteListed(file: RemoteFile): void {
    this.#listing.add(file);
  }
  /** Whether all files were seen by their digests: then they are there byte for byte. */
  get isExact(): boolean {
    return this.#by.digest === this.expected.count;
  }
  /** The server's list in one text, see {@link Listing}. */
  listing(state?: string): string {
    return this.#listing.text(state);
  }
  /** Takes what another look found as well. */
  join(other: Arrival): void {
    for (let number = 0; number < this.expected.count; number++)
      if (other.has(number) && !this.has(number)) {
        this.#seen[number] = 1;
        this.#there++;
      }
    for (const by of ["digest", "instance", "size"] as const) this.#by[by] += other.#by[by];
  }

  /** By what the files were verified, in words. */
  get verifiedBy(): string {
    const { digest, instance, size } = this.#by;
    const read = size > 0 ? "name and size, SOP instance of some" : "SOP instance";
    const parts = [...(digest > 0 ? ["digest"] : []), ...(instance + size > 0 ? [read] : [])];
    return parts.join(" and ") || "nothing";
  }
}
