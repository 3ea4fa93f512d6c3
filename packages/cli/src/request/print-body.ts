import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { beginning, tellRefusal } from "./tell-refusal.js";

/** Prints an answer byte by byte as it came, because it may be an image; no faster than its reader takes it. */
export async function printBody(
  call: CallContext,
  { status, body }: { status: number; body: AsyncIterable<Uint8Array> },
): Promise<number> {
  if (status >= 400) return tellRefusal(call, status, await beginning(body));
  call.logger.log("info", `HTTP ${String(status)}`);
  for await (const chunk of body) {
    if (call.out.closed) break;
    await call.out.raw(chunk);
  }
  return exit.done;
}
