import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { createRowPrinter } from "../output/row-printer.js";
import { withXnat } from "../xnat/connect.js";
import { cellsOfSession, sessionHead, sessionRecord } from "../xnat/prearchive/session-line.js";

/** `scanferry xnat prearchive ls` */
export async function run(call: CallContext): Promise<number> {
  const { options, signal } = call;
  const project = options.text("project");
  if (options.flag("unassigned") && project !== undefined) {
    throw new ScanferryError("input/invalid", "What no project claimed belongs to no project.", {
      hint: "Give --unassigned or --project, not both.",
    });
  }
  const states = options.list("status")?.map((state) => state.toUpperCase());
  refuseUnknown(states);
  return withXnat(call, async (xnat) => {
    const rows = createRowPrinter(call.out, sessionHead);
    const place = options.flag("unassigned") ? "Unassigned" : project;
    let count = 0;
    for await (const session of xnat.prearchive(place, { signal })) {
      if (states?.includes(session.status.toUpperCase()) === false) continue;
      count += 1;
      await rows.row(sessionRecord(session), cellsOfSession(session));
      if (call.out.closed) break;
    }
    await rows.end();
    if (count === 0) call.say("Nothing waits there that this account may see.");
    return count === 0 && options.flag("errorIfEmpty") ? exit.empty : exit.done;
  });
}

/** As XNAT names them (wire/xnat.md, 7). */
const states = [
  "RECEIVING",
  "RECEIVING_INTERRUPT",
  "BUILDING",
  "READY",
  "CONFLICT",
  "ERROR",
  "ARCHIVING",
  "MOVING",
  "DELETING",
  "SEPARATING",
];
const queued = /^QUEUED_(?:ARCHIVING|BUILDING|DELETING|MOVING|SEPARATING)$/;

/** A misspelled state would list nothing, as if nothing waited. A `_` before or after a state says that it is locked. */
function refuseUnknown(asked: readonly string[] | undefined): void {
  const unknown = asked?.find((state) => {
    const plain = state.trim().replace(/^_|_$/g, "");
    return !states.includes(plain) && !queued.test(plain);
  });
  if (unknown === undefined) return;
  throw new ScanferryError("input/invalid", "XNAT has no such state.", {
    hint: `Its states are ${states.join(", ")}, and QUEUED_ before those that it works on.`,
    subject: unknown,
  });
}
