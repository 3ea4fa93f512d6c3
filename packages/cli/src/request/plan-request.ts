import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";

/** Tells what `-n` keeps from being sent. */
export async function planRequest(
  call: CallContext,
  { method, path, withBody }: { method: string; path: string; withBody: boolean },
): Promise<number> {
  await call.out.record(
    { type: "result", id: path, target: path, action: method, status: "planned", bytes: 0 },
    undefined,
  );
  call.say(`Would send ${method} ${path}${withBody ? ", with a body" : ""}.`);
  return exit.done;
}
