import type { CallContext } from "../call-context.js";
import { receiver } from "../xnat/send/receiver.js";
import type { Check } from "./check.js";

/** Asks the DICOM receiver that is named for a sign of life (C-ECHO); without `--host` there is none. */
export async function* checkReceiver(call: CallContext): AsyncGenerator<Check> {
  const peer = await receiver(call);
  if (peer === undefined) return;
  const { echo } = await import("@scanferry/dicom");
  const { ms, status } = await echo(peer, { signal: call.signal });
  const where = `${peer.calledAet ?? "XNAT"} at ${peer.host}:${String(peer.port)}`;
  const how = status === 0 ? "answers" : "takes our association, and knows no C-ECHO,";
  yield {
    id: "dicom-receiver",
    status: "ok",
    message: `${where} ${how} after ${ms.toFixed(0)} ms${peer.tls === undefined ? ", unencrypted" : ""}`,
  };
}
