import type { OnTransferEvent } from "@scanferry/transfer";

/** Emits each warning once, however often its cause is met. */
export function warnOnce(onEvent: OnTransferEvent | undefined): (message: string, hint: string) => void {
  const said = new Set<string>();
  return (message, hint) => {
    if (said.has(message)) return;
    said.add(message);
    onEvent?.({ type: "warning", message, hint });
  };
}
