import type { TransferResult, TransferSummary } from "../events/transfer-result.js";

/** A summary with the records themselves. */
export interface Collected<R extends TransferResult = TransferResult> extends TransferSummary {
  results: R[];
}

/** Options of {@link collect}. */
export interface CollectOptions {
  /** Which records are kept; a million of them take some hundred megabytes. @default "all" */
  keep?: "all" | "failed" | "none";
}

/** Adds one result to a summary. */
export function addToSummary(summary: TransferSummary, result: TransferResult): void {
  summary[result.status]++;
  if (result.status === "done") summary.bytes += result.bytes;
}

/** A summary of nothing yet. */
export function emptySummary(): TransferSummary {
  return { done: 0, unchanged: 0, skipped: 0, failed: 0, planned: 0, bytes: 0 };
}

/**
 * Reads all results of a transfer and counts them.
 *
 * @example
 * ```ts
 * const { done, failed, results } = await collect(download(items, "./out"));
 * ```
 */
export async function collect<R extends TransferResult>(
  results: AsyncIterable<R> | Iterable<R>,
  options: CollectOptions = {},
): Promise<Collected<R>> {
  const { keep = "all" } = options;
  const collected: Collected<R> = { ...emptySummary(), results: [] };
  for await (const result of results) {
    addToSummary(collected, result);
    if (keep === "all" || (keep === "failed" && result.status === "failed")) collected.results.push(result);
  }
  return collected;
}
