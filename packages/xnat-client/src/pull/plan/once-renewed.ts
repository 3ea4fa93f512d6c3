import { isScanferryError } from "@scanferry/transfer";

import type { CallOptions, XnatContext } from "../../context.js";

/**
 * Asks once more after a login page in the place of a list: the session is looked after first. The engine does the same where it moves
 * files.
 *
 * @throws whatever the second try throws
 */
export async function onceRenewed<T>(
  ctx: XnatContext,
  { signal }: CallOptions,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isScanferryError(error, "auth/expired")) throw error;
    await ctx.renew({ signal });
    return ask();
  }
}
