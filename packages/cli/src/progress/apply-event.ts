import type { TransferEvent } from "@scanferry/transfer";
import type { ProgressState } from "./progress-state.js";

/** Brings the state of progress up to date with one event of a library. Results are counted where they are printed. */
export function applyEvent(state: ProgressState, event: TransferEvent): void {
  switch (event.type) {
    case "plan":
      state.plannedItems = (state.plannedItems ?? 0) + 1;
      if (event.sizeBytes !== undefined) state.plannedBytes = (state.plannedBytes ?? 0) + event.sizeBytes;
      break;
    case "start":
      state.start(event.id, event.sizeBytes);
      break;
    case "progress":
      state.progress(event.id, event.bytes, event.sizeBytes);
      break;
    case "check":
      state.check(event.id);
      break;
    case "wait":
      state.wait(event.reason, event.untilMs);
      break;
    default:
  }
}
