import type { TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { formatBytes } from "../output/format-bytes.js";
import { formatDuration } from "../output/format-duration.js";
import { safeText } from "../output/safe-text.js";

/** So many failed items are named once more at the end. */
const namedLimit = 20;

/** Counts the results of a run. */
export class RunSummary {
  done = 0;
  unchanged = 0;
  skipped = 0;
  failed = 0;
  planned = 0;
  bytes = 0;
  /** The run was ended before its end, by Ctrl-C or by `--on-error stop`. */
  stopped = false;
  /** Whether the size of a planned item is not known before it is fetched; LORIS tells none. */
  #sizeUnknown = false;
  /** Skipped because the user said so, in a mapping for instance. */
  leftOutOnPurpose = 0;
  /** Items that were asked for and are not left out. */
  matched = 0;
  /** The error codes of the failed items, without repeats. */
  readonly #codes = new Set<string>();
  readonly #failedIds: string[] = [];

  /** @param matches - whether the item is one that was asked for, and not only goes with it */
  add(result: TransferResult, matches: boolean): void {
    if (matches && result.status !== "skipped") this.matched += 1;
    this[result.status] += 1;
    if (result.status === "skipped" && result.error?.details?.["onPurpose"] === true)
      this.leftOutOnPurpose += 1;
    if (result.status === "planned" && result.bytes === 0) this.#sizeUnknown = true;
    if (result.status === "done" || result.status === "planned") this.bytes += result.bytes;
    if (result.status !== "failed") return;
    this.#codes.add(result.error?.code ?? "internal");
    if (this.#failedIds.length < namedLimit) this.#failedIds.push(result.id);
  }

  get failedCodes(): readonly string[] {
    return [...this.#codes];
  }

  get items(): number {
    return this.done + this.unchanged + this.skipped + this.failed + this.planned;
  }

  /** Prints the last record of a transfer, and the sentence for people. */
  async print(call: CallContext, begunMs: number): Promise<void> {
    const { done, unchanged, skipped, failed, planned, bytes } = this;
    const ms = call.now().getTime() - begunMs;
    await call.out.record(
      {
        type: "summary",
        done,
        unchanged,
        skipped,
        failed,
        ...(planned > 0 ? { planned } : {}),
        ...(this.stopped ? { stopped: true } : {}),
        ...(this.#sizeUnknown ? {} : { bytes }),
        ms,
      },
      undefined,
    );
    this.say(call, begunMs);
  }

  say(call: CallContext, begunMs: number): void {
    // In a long run the lines about failures have scrolled away.
    if (this.failed > 0 && this.items > namedLimit && !call.out.json) {
      const more = this.failed - this.#failedIds.length;
      call.say(["failed:", ...this.#failedIds.map((id) => `  ${safeText(id)}`)].join("\n"));
      if (more > 0) call.say(`  and ${String(more)} more; --json and --log-file name them all`);
    }
    const counts = (["planned", "done", "unchanged", "skipped", "failed"] as const)
      .filter((status) => this[status] > 0)
      .map((status) => `${String(this[status])} ${status}`);
    const ms = call.now().getTime() - begunMs;
    if (this.stopped) counts.unshift(counts.length === 0 ? "stopped before anything was settled" : "stopped");
    const parts = [counts.length === 0 ? "nothing to do" : counts.join(", ")];
    // Settings, labels and deletions move none, and neither does a run that changed nothing.
    if (!this.#sizeUnknown && this.bytes > 0) parts.push(formatBytes(this.bytes));
    call.say([...parts, formatDuration(ms)].join(" · "));
  }
}
