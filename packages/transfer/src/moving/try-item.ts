import { changedError } from "../errors/changed-error.js";
import type { ScanferryError } from "../errors/scanferry-error.js";
import { toScanferryError } from "../errors/to-scanferry-error.js";
import type { OnTransferEvent } from "../events/transfer-event.js";
import { retry } from "../flow/retry.js";
import type { MoveOptions } from "./move-options.js";
import type { Renewal } from "./renewal.js";

/** Errors after which nothing can go on: login refused, disk full, stopped. */
export function isFatal(error: ScanferryError): boolean {
  return error.code === "auth/rejected" || error.code === "local/no-space" || error.code === "aborted";
}

/** Errors that mean that the bytes are wrong. One more try tells a bad line from a bad file; further ones would only move it again. */
const wrongBytes = new Set(["data/checksum-mismatch", "data/corrupt"]);

/**
 * Makes the tries of one item: again after errors that may pass, once more after wrong bytes, once more after a silent login.
 *
 * @throws {@link ScanferryError} the error of the last try
 */
export async function tryItem<T>(
  id: string,
  attempt: (tries: { count: number; wrongBytes: boolean }) => Promise<T>,
  context: { options: MoveOptions; signal: AbortSignal; renewal: Renewal | undefined; emit: OnTransferEvent },
): Promise<T> {
  const { options, signal, renewal, emit } = context;
  const tries = { count: 0, wrongBytes: false };
  let renewed = false;
  const once = async (): Promise<T> => {
    const seen = renewal?.generation ?? 0;
    try {
      tries.count++;
      const result = await attempt(tries);
      renewal?.worked(seen);
      return result;
    } catch (caught) {
      const error = toScanferryError(caught);
      if (error.code === "auth/expired" && renewal !== undefined && !renewed) {
        renewed = true;
        await renewal.renew(seen, error);
        return once();
      }
      if (!wrongBytes.has(error.code)) throw error;
      if (tries.wrongBytes) throw changedError(error, { retryable: false });
      tries.wrongBytes = true;
      throw error;
    }
  };
  return retry(once, {
    signal,
    ...(options.retries === undefined ? {} : { retries: options.retries }),
    ...(options.sleep === undefined ? {} : { sleep: options.sleep }),
    ...(options.random === undefined ? {} : { random: options.random }),
    onRetry: ({ attempt: number, retries, delayMs, error }) => {
      emit({ type: "retry", id, attempt: number, retries, delayMs, error: error.toJSON() });
    },
  });
}
