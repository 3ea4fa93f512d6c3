import type { RetryNotice } from "@scanferry/transfer";

/** Options of {@link sendFiles}. */
export interface SendOptions {
  /** How many associations send at once. Each sends one file at a time, as DICOM has it. @default 1 */
  readonly associations?: number | undefined;
  /** How often opening an association is tried again. @default 2 */
  readonly retries?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called before an association is tried again. */
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  readonly random?: (() => number) | undefined;
}
