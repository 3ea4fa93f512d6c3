import type { ShareState } from "../journal/share-state.js";
import type { ShareListRow } from "../list/columns.js";

/** What servers and disks that ignore case or Unicode forms take for the same path. */
function fold(path: string): string {
  return path.replace(/^\/+/, "").normalize("NFC").toLowerCase();
}

/**
 * Which places on the server belong to which rows. Two labels may give one name (`a:b` and `a_b`), in one run or in two:
 * the second must never take the place of the first.
 */
export class TakenPlaces {
  readonly #owners = new Map<string, string>();

  constructor(rows: Iterable<ShareListRow>, states: Iterable<ShareState>) {
    for (const { subject, remotePath, status } of rows)
      if (status !== "revoked") this.#take(remotePath, subject);
    for (const { subject, remotePath, step } of states)
      if (step !== "cleared") this.#take(remotePath, subject);
  }

  /** Whether a place belongs to somebody else. */
  isTaken(remotePath: string, subject: string): boolean {
    const owner = this.#owners.get(fold(remotePath));
    return owner !== undefined && owner !== subject;
  }

  #take(remotePath: string, subject: string): void {
    const key = fold(remotePath);
    if (key !== "" && !this.#owners.has(key)) this.#owners.set(key, subject);
  }
}
