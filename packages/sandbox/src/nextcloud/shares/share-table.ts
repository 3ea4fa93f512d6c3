import { type Account, randomToken } from "../accounts.js";
import type { Share } from "./share.js";

/** All share rows; expired ones vanish when they are touched, as on the real server. */
export class ShareTable {
  readonly #rows = new Map<number, Share>();
  #next = 1;

  constructor(private readonly nowMs: () => number) {}

  /** Adds a row with an id and token of its own. */
  add(row: Omit<Share, "id" | "token">): Share {
    const share: Share = { ...row, id: this.#next++, token: randomToken(15) };
    this.#rows.set(share.id, share);
    return share;
  }

  /** The row of an id, unless it has expired. */
  byId(id: number): Share | undefined {
    return this.#living(this.#rows.get(id));
  }

  /** The row of a link token, unless it has expired. */
  byToken(token: string): Share | undefined {
    for (const share of this.#rows.values()) if (share.token === token) return this.#living(share);
    return undefined;
  }

  /** All living rows of one owner, oldest first. */
  of(owner: Account): Share[] {
    return [...this.#rows.values()].filter(
      (share) => share.owner === owner && this.#living(share) !== undefined,
    );
  }

  /** All living rows of one file or folder. */
  ofNode(nodeId: number): Share[] {
    return [...this.#rows.values()].filter(
      (share) => share.nodeId === nodeId && this.#living(share) !== undefined,
    );
  }

  /** All living rows. */
  all(): Share[] {
    return [...this.#rows.values()].filter((share) => this.#living(share) !== undefined);
  }

  /** Deletes a row. */
  remove(share: Share): void {
    this.#rows.delete(share.id);
  }

  /** Deletes the rows of a file that is gone for good. */
  removeNode(nodeId: number): void {
    for (const share of this.#rows.values()) if (share.nodeId === nodeId) this.remove(share);
  }

  #living(share: Share | undefined): Share | undefined {
    if (share?.expiresAtMs === undefined || share.expiresAtMs > this.nowMs()) return share;
    this.remove(share);
    return undefined;
  }
}
