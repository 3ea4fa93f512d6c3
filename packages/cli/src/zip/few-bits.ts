import type { CallContext } from "../call-context.js";

/** Below this a password is warned of; `share create` refuses it, because its zips lie on a server. */
export const advisedBits = 64;

/** Warns of a drawn password that is shorter than advised. */
export function warnOfFewBits(call: CallContext, bits: number): void {
  if (bits >= advisedBits) return;
  call.logger.log(
    "warn",
    `${String(Math.floor(bits))} bits can be guessed by a patient machine; ${String(advisedBits)} are advised.`,
  );
}
