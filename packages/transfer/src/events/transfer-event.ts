import type { ScanferryErrorJson } from "../errors/scanferry-error.js";
import type { TransferResult, TransferSummary } from "./transfer-result.js";

/**
 * Everything that progress bars, `--json` and notebooks are told, as one union on `type`. New kinds may be added: ignore unknown ones.
 *
 * - `plan`: an item is known; `start`: its bytes begin to move; `progress`: it has `bytes` of `sizeBytes`;
 * - `check`: all of its bytes have moved, and the other side is asked what arrived;
 * - `retry`: it failed and is tried again after `delayMs`; `wait`: nothing moves until `untilMs` (a clock time), for a visible countdown;
 * - `warning`: something the user should know; `result`: how the item ended; `summary`: the end of all.
 */
export type TransferEvent =
  | { type: "plan"; id: string; target: string; action: string; sizeBytes?: number }
  | { type: "start"; id: string; target: string; action: string; fromByte: number; sizeBytes?: number }
  | { type: "progress"; id: string; bytes: number; sizeBytes?: number }
  | { type: "check"; id: string }
  | {
      type: "retry";
      id?: string;
      attempt: number;
      retries: number;
      delayMs: number;
      error: ScanferryErrorJson;
    }
  | { type: "wait"; id?: string; reason: string; untilMs: number }
  | { type: "warning"; id?: string; message: string; hint?: string }
  | ({ type: "result" } & TransferResult)
  | ({ type: "summary"; ms: number } & TransferSummary);

/** Takes events. It is called synchronously and should return quickly. */
export type OnTransferEvent = (event: TransferEvent) => void;
