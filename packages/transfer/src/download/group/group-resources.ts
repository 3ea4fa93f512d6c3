import { Room } from "../../flow/room.js";
import type { OnTransferEvent } from "../../events/transfer-event.js";

/** So many bytes of small files wait for the disk at most, in all groups of a run together (decision 0109). */
const backlogBytes = 8 * 1024 ** 2;

/** So many of them at most: each may hold on to memory of its neighbors. */
const backlogFiles = 40;

/** What the groups of one download share. */
export class GroupResources {
  readonly backlogBytes = new Room(backlogBytes);
  readonly backlogFiles = new Room(backlogFiles);
  /** Files that are fetched by themselves. */
  readonly singles: Room;
  readonly #emit: OnTransferEvent;
  #refused = false;

  constructor(concurrency: number, emit: OnTransferEvent) {
    this.singles = new Room(Math.max(1, concurrency));
    this.#emit = emit;
  }

  /** Says once that this server gives no streams. */
  warnOfRefusal(id: string): void {
    if (this.#refused) return;
    this.#refused = true;
    this.#emit({
      type: "warning",
      id,
      message: "The server does not send these files as one archive; they are fetched one by one.",
      hint: "Nothing is lost, it only takes longer. The server's administrator may find the reason in its log.",
    });
  }
}
