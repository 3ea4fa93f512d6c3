import type { CallContext } from "../call-context.js";
import { checkMachine } from "../doctor/check-machine.js";
import { checkServer } from "../doctor/check-server.js";
import type { Check } from "../doctor/check.js";
import { exitCodeForFailures } from "../errors/exit-code.js";
import { safeText } from "../output/safe-text.js";

/** `scanferry doctor`: looks and changes nothing. */
export async function run(call: CallContext): Promise<number> {
  const codes: string[] = [];
  for await (const check of allChecks(call)) {
    if (check.status === "failed") codes.push(check.code ?? "internal");
    const { id, status, message, hint } = check;
    const text = `${status.padEnd(7)}  ${id}: ${safeText(message)}${hint === undefined ? "" : `\n         ${safeText(hint)}`}`;
    await call.out.record(
      { type: "check", id, status, message, ...(hint === undefined ? {} : { hint }) },
      text,
    );
  }
  return exitCodeForFailures(codes);
}

async function* allChecks(call: CallContext): AsyncGenerator<Check> {
  yield* checkMachine(call, call.nodeVersion);
  yield* checkServer(call);
}
