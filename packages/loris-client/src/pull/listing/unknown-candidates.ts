import { isScanferryError } from "@scanferry/transfer";
import { candidates } from "../../calls/candidates.js";
import type { LorisContext } from "../../context.js";

/** Leaves those names over that the server's list of candidates does not hold; all of them where this account may not see that list. */
export async function unknownCandidates(
  ctx: LorisContext,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const known = new Set<string>();
  const wanted = new Set(names.flatMap((name) => [name, name.replace(/^sub-/, "")]));
  try {
    for await (const { id, pscid } of candidates(ctx, { signal })) {
      for (const name of [id, pscid]) if (wanted.has(name)) known.add(name);
    }
  } catch (error) {
    if (!isScanferryError(error, "auth/forbidden") && !isScanferryError(error, "remote/not-found"))
      throw error;
  }
  return names.filter((name) => !known.has(name) && !known.has(name.replace(/^sub-/, "")));
}
