import { ScanferryError } from "@scanferry/transfer";
import { parseSessionAddress } from "../../prearchive/session-address.js";
import { sessionAt } from "../../prearchive/session-at.js";
import type { SessionRun } from "./push-run.js";

/**
 * Checks that what was sent lies in a session of our labels: XNAT may add it to one of the same study that is there under others (wire/xnat.md, 9), and
 * archiving that one under our labels would mix persons up.
 *
 * @param known The address of a session that was found to be ours before: its subject may be written as an accession ID meanwhile.
 * @throws {@link ScanferryError} `remote/conflict` with `details.reason: "relabeled"`
 */
export async function checkOwnRow(
  { ctx, place, signal }: Pick<SessionRun, "ctx" | "place" | "signal">,
  uri: string,
  known: string | undefined,
): Promise<void> {
  const { project, subject, session } = place;
  const address = parseSessionAddress(uri);
  if (known !== undefined && parseSessionAddress(known)?.uri === address?.uri) return;
  const row = await sessionAt(ctx, uri, { signal });
  // It may have gone to the archive by itself, which is looked at next.
  if (row === undefined) return;
  if (row.project === project && row.subject === subject && row.name === session) return;
  throw new ScanferryError(
    "remote/conflict",
    "XNAT added the data to a session of the prearchive that has other labels.",
    {
      hint: "Nothing was archived. Look at that session (scanferry xnat prearchive show): it holds what was sent beside what came before. Delete it there and send both again, one after the other.",
      details: { reason: "relabeled" },
      subject: uri,
    },
  );
}
