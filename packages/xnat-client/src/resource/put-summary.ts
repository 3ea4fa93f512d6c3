import type { TransferResult, TransferSummary } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import type { PutOptions } from "./put-options.js";

/** Tells each result and, at the end, their sum, as the engine does for its own. */
export async function* withSummary(
  ctx: Pick<XnatContext, "now">,
  { onEvent }: Pick<PutOptions, "onEvent">,
  results: AsyncIterable<TransferResult>,
): AsyncGenerator<TransferResult, void, undefined> {
  const begunMs = ctx.now();
  const summary: TransferSummary = { done: 0, unchanged: 0, skipped: 0, failed: 0, planned: 0, bytes: 0 };
  try {
    for await (const result of results) {
      summary[result.status]++;
      if (result.status === "done") summary.bytes += result.bytes;
      onEvent?.({ type: "result", ...result });
      yield result;
    }
  } finally {
    onEvent?.({ type: "summary", ...summary, ms: ctx.now() - begunMs });
  }
}
