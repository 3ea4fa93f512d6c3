import { ScanferryError } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import type { ArchivePlace } from "./archive-place.js";
import { archivedAt } from "./archive-place.js";
import { waitFor, type WaitOptions } from "./wait-for.js";

/** What became of a session whose answer was lost, or said nothing. */
export type AfterAction = { readonly archived: string } | { readonly waits: PrearchiveSession };

/**
 * Looks what became of a session: in the archive, or at rest in the prearchive. The archive is asked once the prearchive has it no more.
 *
 * @throws {@link ScanferryError} `remote/failed` where neither has it; `remote/busy` when the server works on it for longer than `timeoutMs`
 */
export async function afterAction(
  ctx: XnatContext,
  uri: string,
  place: ArchivePlace,
  options: WaitOptions,
): Promise<AfterAction> {
  const waits = await waitFor(ctx, uri, undefined, options);
  if (waits !== undefined) return { waits };
  const archived = await archivedAt(ctx, place, options);
  if (archived !== undefined) return { archived };
  throw new ScanferryError(
    "remote/failed",
    "The session is neither in the prearchive any more nor in the archive where it was to go.",
    {
      hint: "Find its subject: it may have been archived under another label, moved or deleted meanwhile.",
      subject: uri,
    },
  );
}

/** The error for a session that waits in CONFLICT or ERROR, or was left as it was. */
export function leftWaiting({ status, uri }: PrearchiveSession): ScanferryError {
  if (/CONFLICT/.test(status)) {
    return new ScanferryError("remote/conflict", "The session conflicts with one in the archive.", {
      hint: "Compare the two. Then archive it with overwriting (append or delete), under another label, or delete it.",
      details: { status, reason: "exists" },
      subject: uri,
    });
  }
  return new ScanferryError(
    "remote/failed",
    "The server did not archive the session; it waits in the prearchive.",
    {
      hint: "Its log on the web page (prearchive, Details) may say why. Rebuild it, or try again.",
      details: { status: /^\w{1,40}$/.test(status) ? status : "unknown" },
      subject: uri,
    },
  );
}
