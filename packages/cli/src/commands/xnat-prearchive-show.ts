import { isScanferryError } from "@scanferry/transfer";
import type { PrearchiveScan, PrearchiveSession, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { createRowPrinter } from "../output/row-printer.js";
import { withXnat } from "../xnat/connect.js";
import { cellsOfSession, sessionHead, sessionRecord } from "../xnat/prearchive/session-line.js";

/** `scanferry xnat prearchive show SESSION` */
export async function run(call: CallContext): Promise<number> {
  const { args, out, signal } = call;
  return withXnat(call, async (xnat) => {
    const session = await xnat.findPrearchiveSession(args[0] ?? "", { signal });
    const scans = await scansOf(xnat, session, signal);
    if (out.json) {
      await out.record(sessionRecord(session), undefined);
      for (const { id, seriesDescription, xsiType } of scans ?? [])
        await out.record({ type: "scan", id, seriesDescription, xsiType }, undefined);
      return exit.done;
    }
    const rows = createRowPrinter(out, ["FIELD", "VALUE"]);
    const cells = cellsOfSession(session);
    for (const [at, name] of sessionHead.entries()) await rows.row({}, [name.toLowerCase(), cells[at] ?? ""]);
    for (const { id, seriesDescription, xsiType } of scans ?? [])
      await rows.row({}, ["scan", [id, seriesDescription, xsiType].filter((text) => text !== "").join(", ")]);
    await rows.end();
    if (scans === undefined) call.say("Its scans are not known yet: the server has not put it together.");
    return exit.done;
  });
}

/** The scans of a session; nothing where the server has not built it. */
async function scansOf(
  xnat: XnatClient,
  { uri }: PrearchiveSession,
  signal: AbortSignal,
): Promise<PrearchiveScan[] | undefined> {
  const scans: PrearchiveScan[] = [];
  try {
    for await (const scan of xnat.prearchiveSession(uri).scans({ signal })) scans.push(scan);
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return undefined;
    throw error;
  }
  return scans;
}
