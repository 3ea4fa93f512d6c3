import {
  download,
  type DownloadOptions,
  type FileItem,
  type SettledItem,
  type TransferEvent,
  type TransferResult,
} from "@scanferry/transfer";

import { OptionalItems } from "./optional-items.js";
import type { PlannedItem } from "./planner.js";
import { forgetReplaced } from "./sidecars/sidecar-file.js";

/** How many items the engine has, and who waits for all of them to end. */
class Begun {
  #running = 0;
  #released = false;
  #wake: () => void = () => undefined;

  begin(): void {
    this.#running++;
  }

  end(): void {
    if (--this.#running === 0) this.#wake();
  }

  async allEnded(): Promise<void> {
    if (this.#running > 0 && !this.#released) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** The engine has stopped; nobody must wait for ever. */
  release(): void {
    this.#released = true;
    this.#wake();
  }
}

/**
 * Moves what a planner plans through one download, so that journal, manifest, lock and claims of paths are one: barriers wait for
 * what is before them.
 */
export async function* runPlan(
  plan: AsyncIterable<PlannedItem>,
  dir: string,
  options: DownloadOptions,
): AsyncGenerator<TransferResult, void, undefined> {
  const begun = new Begun();
  const emit = options.onEvent ?? (() => undefined);
  const optional = new OptionalItems();
  let softenedCount = 0;
  let summary: TransferEvent | undefined;
  const onEvent = (event: TransferEvent): void => {
    if (event.type === "summary") summary = event;
    else emit(event.type === "result" ? optional.soften(event) : event);
  };
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const results = download(itemsOf(plan, { begun, optional }), dir, { ...options, signal, onEvent });
  try {
    // By hand: a loop would close the download before `stop` tells it to hurry.
    for (let next = await results.next(); next.done !== true; next = await results.next()) {
      const softened = optional.soften(next.value);
      if (softened !== next.value) softenedCount++;
      optional.end(softened.id);
      begun.end();
      yield softened;
    }
  } finally {
    begun.release();
    // Whoever stops reading does not wait for the file that is under way.
    stop.abort();
    await results.return();
    if (summary?.type === "summary") {
      emit({ ...summary, skipped: summary.skipped + softenedCount, failed: summary.failed - softenedCount });
    }
  }
}

async function* itemsOf(
  plan: AsyncIterable<PlannedItem>,
  { begun, optional }: { begun: Begun; optional: OptionalItems },
): AsyncGenerator<FileItem | SettledItem, void, undefined> {
  for await (const item of plan) {
    if ("barrier" in item) {
      await begun.allEnded();
      continue;
    }
    begun.begin();
    if ("open" in item) {
      // What was made here has no ETag, and may replace a file of the notebook's that has a sidecar.
      if (!("stored" in item)) Object.assign(item, { stored: forgetReplaced });
      optional.begin(item);
      yield item;
    } else {
      const { id, target } = item;
      const why =
        "skipped" in item
          ? { status: "skipped" as const, error: item.skipped }
          : { status: "failed" as const, error: item.failed };
      yield { kind: "settled", id, target, ...why };
    }
  }
}
