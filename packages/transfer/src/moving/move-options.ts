import type { OnTransferEvent } from "../events/transfer-event.js";

/** What {@link download} and {@link upload} share. */
export interface MoveOptions {
  /** How many items move at once. @default 4 */
  concurrency?: number;
  signal?: AbortSignal;
  /** Gets every event, synchronously. */
  onEvent?: OnTransferEvent;
  /** How often an item is tried again after an error that may pass. @default 4 */
  retries?: number;
  /** Only says what would be done: nothing is read, written or sent. @default false */
  dryRun?: boolean;
  /**
   * Logs in again. It is called once for all workers when an item fails with `auth/expired`, and the item is tried again;
   * an `auth/rejected` thrown here stops everything.
   */
  renew?: (options: { signal: AbortSignal }) => Promise<void>;
  /** The least time between two `progress` events of one item. @default 100 */
  progressMs?: number;
  now?: () => number;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  random?: () => number;
}
