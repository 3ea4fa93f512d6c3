import type { OnTransferEvent } from "@scanferry/transfer";
import type { PushPlan } from "./push-plan.js";

/** Warns of what somebody would miss who reads the sessions alone. */
export function tellPlan(
  { totals: { sessions, leftOut } }: PushPlan,
  firstElsewhere: string | undefined,
  onEvent: OnTransferEvent | undefined,
): void {
  const astray = leftOut["wrong-depth"] ?? 0;
  if (astray > 0 && firstElsewhere !== undefined) {
    onEvent?.({
      type: "warning",
      id: firstElsewhere,
      message: `${astray} DICOM file${astray === 1 ? " lies" : "s lie"} where the layout has no place, and ${astray === 1 ? "is" : "are"} not sent.`,
      hint: "Look at the list of what is left out; --layout says what the folders stand for.",
    });
  }
  const lost = (leftOut.truncated ?? 0) + (leftOut.unreadable ?? 0) + (leftOut["no-identity"] ?? 0);
  if (lost > 0) {
    onEvent?.({
      type: "warning",
      message: `${lost} DICOM file${lost === 1 ? " is" : "s are"} not sent: cut off, not readable or without the UIDs that say what ${lost === 1 ? "it is" : "they are"}.`,
      hint: "Copy them again from where they came from.",
    });
  }
  const anything = Object.values(leftOut).some((count) => count > 0);
  if (sessions === 0) {
    onEvent?.({
      type: "warning",
      message: anything ? "Nothing is left to send." : "The sources hold no file.",
      ...(anything ? { hint: "The list of what is left out says why." } : {}),
    });
  }
}
