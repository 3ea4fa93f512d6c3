import {
  download,
  type DownloadOptions,
  type FileItem,
  type TransferEvent,
  type TransferResult,
} from "@scanferry/transfer";

import { OptionalItems } from "./optional-items.js";
import type { PlannedItem } from "./planner.js";
import { forgetReplaced } from "./sidecars/sidecar-file.js";
import { SideResults } from "./side-results.js";

const action = "download";

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
 * what is before them, and what is not fetched joins the results and the summary.
 */
export async function* runPlan(
  plan: AsyncIterable<PlannedItem>,
  dir: string,
  options: DownloadOptions,
): AsyncGenerator<TransferResult, void, undefined> {
  const begun = new Begun();
  const side = new SideResults();
  const emit = options.onEvent ?? (() => undefined);
  const optional = new OptionalItems();
  const extra = { skipped: 0, failed: 0 };
  let summary: TransferEvent | undefined;
  const onEvent = (event: TransferEvent): void => {
    if (event.type === "summary") summary = event;
    else emit(event.type === "result" ? optional.soften(event) : event);
  };
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const results = download(itemsOf(plan, { begun, side, optional }), dir, { ...options, signal, onEvent });
  try {
    for await (const result of merged(results, side)) {
      if (result.side) {
        extra[result.value.status === "skipped" ? "skipped" : "failed"]++;
        emit({ type: "result", ...result.value });
        yield result.value;
        continue;
      }
      const softened = optional.soften(result.value);
      if (softened !== result.value) {
        extra.failed--;
        extra.skipped++;
      }
      optional.end(softened.id);
      begun.end();
      yield softened;
    }
  } finally {
    begun.release();
    side.close();
    // Whoever stops reading does not wait for the file that is under way.
    stop.abort();
    await results.return();
    if (summary?.type === "summary") {
      emit({ ...summary, skipped: summary.skipped + extra.skipped, failed: summary.failed + extra.failed });
    }
  }
}

async function* itemsOf(
  plan: AsyncIterable<PlannedItem>,
  { begun, side, optional }: { begun: Begun; side: SideResults; optional: OptionalItems },
): AsyncGenerator<FileItem, void, undefined> {
  for await (const item of plan) {
    if ("barrier" in item) await begun.allEnded();
    else if ("open" in item) {
      // What was made here has no ETag, and may replace a file of the notebook's that has a sidecar.
      if (!("stored" in item)) Object.assign(item, { stored: forgetReplaced });
      begun.begin();
      optional.begin(item);
      yield item;
    } else {
      const { id, target } = item;
      const common = { id, target, action, bytes: 0 };
      await side.push(
        "skipped" in item
          ? { ...common, status: "skipped", error: item.skipped }
          : { ...common, status: "failed", error: item.failed },
      );
    }
  }
}

/** Gives the engine's results and the others as they come. */
async function* merged(
  results: AsyncIterator<TransferResult, void, undefined>,
  side: SideResults,
): AsyncGenerator<{ value: TransferResult; side: boolean }, void, undefined> {
  const take = (): Promise<IteratorResult<TransferResult, void>> => {
    const taken = results.next();
    // Whoever stops reading before it comes must not leave an error behind that nobody sees.
    taken.catch(() => undefined);
    return taken;
  };
  let next = take();
  for (;;) {
    for (let value = side.take(); value !== undefined; value = side.take()) yield { value, side: true };
    const arrival = side.arrival();
    const winner = await Promise.race([next, arrival]);
    if (winner === undefined) continue;
    if (winner.done === true) break;
    yield { value: winner.value, side: false };
    next = take();
  }
  for (let value = side.take(); value !== undefined; value = side.take()) yield { value, side: true };
}
