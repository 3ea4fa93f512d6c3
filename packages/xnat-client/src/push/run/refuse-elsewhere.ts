import { ScanferryError } from "@scanferry/transfer";
import { heldElsewhere } from "../look/studies-elsewhere.js";
import type { SessionRun } from "./push-run.js";

/**
 * Refuses to send what the archive has under other labels: somebody corrected them there, and a second copy would be found only by its readers.
 *
 * @throws {@link ScanferryError} `remote/exists` with `details.reason: "other-labels"`
 */
export async function refuseElsewhere({ ctx, options, session, studies, signal }: SessionRun): Promise<void> {
  if (options.sameStudy === true) return;
  const place = await heldElsewhere(ctx, session, await studies(), { signal });
  if (place !== undefined) throw otherLabels(`${place.subject}/${place.session}`);
}

/** Why a session is not sent; `subject` is where its study lies. */
function otherLabels(subject: string): ScanferryError {
  return new ScanferryError("remote/exists", "The archive has this study under other labels.", {
    hint: "It was probably given them when it was archived, and is not sent a second time. Rename its folder or give its labels (--subject, --session-label) to compare the two; --same-study sends it all the same.",
    details: { where: "archive", reason: "other-labels" },
    subject,
  });
}
