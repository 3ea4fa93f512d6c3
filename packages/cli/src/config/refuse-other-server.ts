import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import type { LoginLayer } from "./login-layers.js";

/**
 * Stops before a user or a password that belongs to another server is sent to this one and stored for it. In a terminal
 * the person may want it so; a script says so by `--yes`.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function refuseOtherServer(
  call: CallContext,
  strangers: readonly LoginLayer[],
  url: string,
): Promise<void> {
  for (const { source, url: own = "another server" } of strangers) {
    if (call.options.flag("yes")) continue;
    if (await call.prompter?.confirm(`The login of ${source} is for ${own}. Send it to ${url}?`, false))
      continue;
    throw new ScanferryError("input/invalid", `The login of ${source} is for another server than this.`, {
      hint: `It is for ${own}. Give --username NAME and --password-stdin for ${url}, or --yes if both take the same login.`,
    });
  }
}
