import { changedError, toScanferryError } from "@scanferry/transfer";
import type { Arrival } from "../look/arrival.js";
import { checkArrival } from "./check-arrival.js";
import type { SessionRun } from "./push-run.js";

/** How what arrived is checked. */
export interface VerifyOptions {
  /** Whether the session was made by this transfer. */
  readonly isOwn: boolean;
  /** One repetition may mend what did not arrive; a second one would only repeat it. @default never */
  readonly mayRepeat?: () => boolean;
}

/** Checks what arrived, as {@link checkArrival}, and says whether sending once more may mend it. */
export function verify(
  run: SessionRun,
  arrival: Arrival,
  { isOwn, mayRepeat = () => false }: VerifyOptions,
): string {
  try {
    return checkArrival(run, arrival, { isOwn });
  } catch (caught) {
    const error = toScanferryError(caught);
    throw error.code === "data/size-mismatch" ? changedError(error, { retryable: mayRepeat() }) : error;
  }
}
