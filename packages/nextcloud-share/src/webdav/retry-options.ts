import type { RetryOptions } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import type { UploadOptions } from "./upload-types.js";

/** How an upload's requests are repeated: with the client's clock, and every repetition told as an event. */
export function retryOptions(ctx: NextcloudContext, options: UploadOptions, id: string): RetryOptions {
  return {
    retries: options.retries ?? ctx.retries,
    sleep: ctx.sleep,
    random: ctx.random,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onRetry: ({ attempt, retries, delayMs, error }) =>
      options.onEvent?.({ type: "retry", id, attempt, retries, delayMs, error: error.toJSON() }),
  };
}
