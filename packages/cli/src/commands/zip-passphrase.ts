import { drawPassphrase } from "@scanferry/zip-crypt";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { warnOfFewBits } from "../zip/few-bits.js";
import { passphraseOptions } from "../zip/new-password.js";

/** `scanferry zip passphrase` */
export async function run(call: CallContext): Promise<number> {
  const { text, bits } = drawPassphrase(passphraseOptions(call));
  await call.out.record({ type: "passphrase", text, bits }, text);
  warnOfFewBits(call, bits);
  call.logger.log("info", `${String(Math.floor(bits))} bits`);
  return exit.done;
}
