import type { OnTransferEvent } from "@scanferry/transfer";

/** Emits each warning once, however often its cause is met; `id` says what it is about. */
export function warnOnce(
  onEvent: OnTransferEvent | undefined,
): (message: string, hint: string, id?: string) => void {
  const said = new Set<string>();
  return (message, hint, id) => {
    const key = `${id ?? ""}\0${message}`;
    if (said.has(key)) return;
    said.add(key);
    onEvent?.({ type: "warning", message, hint, ...(id === undefined ? {} : { id }) });
  };
}
