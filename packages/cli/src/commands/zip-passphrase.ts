import { drawPassphrase } from "@scanferry/zip-crypt";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { passphraseOptions } from "../zip/new-password.js";

/** `scanferry zip passphrase` */
export async function run(call: CallContext): Promise<number> {
  const { text, bits } = drawPassphrase(passphraseOptions(call));
  await call.out.record({ type: "passphrase", text, bits }, text);
  if (bits < 64)
    call.logger.log(
      "warn",
      `${String(Math.floor(bits))} bits can be guessed by a patient machine; 64 are advised.`,
    );
  else call.logger.log("info", `${String(Math.floor(bits))} bits`);
  return exit.done;
}
