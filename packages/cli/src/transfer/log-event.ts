import type { TransferEvent } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { warn } from "./warn.js";

/** Writes a library's event to the log. Progress is left out: it would fill the disk. */
export function logEvent(call: CallContext, event: TransferEvent): void {
  switch (event.type) {
    case "warning":
      warn(call, event);
      break;
    case "retry":
      call.logger.log("info", "trying again", {
        id: event.id,
        attempt: event.attempt,
        delayMs: event.delayMs,
        code: event.error.code,
      });
      break;
    case "check":
      call.logger.log("info", "all is sent; checking what arrived", { id: event.id });
      break;
    case "wait":
      call.logger.log("info", "waiting", {
        reason: event.reason,
        until: new Date(event.untilMs).toISOString(),
      });
      break;
    case "plan":
    case "start":
      call.logger.log("debug", event.type, { id: event.id, target: event.target, bytes: event.sizeBytes });
      break;
    default:
  }
}
