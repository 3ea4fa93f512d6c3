/** What is known about a running item. */
export interface RunningItem {
  id: string;
  movedBytes: number;
  sizeBytes: number | undefined;
  /** Everything was sent, and the server is asked what arrived. */
  isChecked?: boolean;
}

/** A visible wait: the server asked for it, or its limit is known. */
export interface Waiting {
  reason: string;
  untilMs: number;
}

/** The state of a run as far as progress shows it. It holds the running items only, so a million items cost nothing. */
export class ProgressState {
  readonly running = new Map<string, RunningItem>();
  readonly startedMs: number;
  waiting: Waiting | undefined;
  /** Called when a wait begins. */
  onWait: (() => void) | undefined;
  plannedItems: number | undefined;
  plannedBytes: number | undefined;
  finishedItems = 0;
  failedItems = 0;
  #finishedBytes = 0;

  constructor(nowMs: number) {
    this.startedMs = nowMs;
  }

  start(id: string, sizeBytes: number | undefined): void {
    this.running.set(id, { id, movedBytes: 0, sizeBytes });
  }

  progress(id: string, movedBytes: number, sizeBytes?: number): void {
    const item = this.running.get(id) ?? { id, movedBytes: 0, sizeBytes: undefined };
    item.movedBytes = movedBytes;
    item.sizeBytes = sizeBytes ?? item.sizeBytes;
    this.running.set(id, item);
  }

  /** What is sent has left; looking at each file on the server may take longer than sending it. */
  check(id: string): void {
    const item = this.running.get(id);
    if (item !== undefined) item.isChecked = true;
  }

  /** @param unmovedBytes - what was planned of it and will not move: it leaves the total */
  finish(id: string, failed: boolean, bytes: number, unmovedBytes = 0): void {
    if (this.plannedBytes !== undefined) this.plannedBytes = Math.max(0, this.plannedBytes - unmovedBytes);
    this.running.delete(id);
    this.finishedItems += 1;
    if (failed) this.failedItems += 1;
    this.#finishedBytes += bytes;
  }

  /** Notes a wait; the same one told again is no new one. */
  wait(reason: string, untilMs: number): void {
    const isNew = this.waiting === undefined || Math.abs(this.waiting.untilMs - untilMs) > 5000;
    this.waiting = { reason, untilMs };
    if (isNew) this.onWait?.();
  }

  /** All bytes moved so far, those of running items included. */
  get movedBytes(): number {
    let sum = this.#finishedBytes;
    for (const item of this.running.values()) sum += item.movedBytes;
    return sum;
  }
}
