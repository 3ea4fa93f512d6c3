import { isScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";

/**
 * Opens an archive with the password of `--password-stdin`; without one it tries without, and asks in a terminal
 * when the archive turns out to be encrypted.
 */
export async function withArchivePassword<T>(
  call: CallContext,
  open: (password: string | undefined) => Promise<T>,
): Promise<T> {
  if (call.options.flag("passwordStdin")) {
    const password = await call.passwordStdin();
    call.secrets.add(password);
    return open(password);
  }
  try {
    return await open(undefined);
  } catch (error) {
    if (!isScanferryError(error, "auth/required") || call.prompter === undefined) throw error;
    const password = await call.prompter.secret("Password of the archive");
    call.secrets.add(password);
    return open(password);
  }
}
