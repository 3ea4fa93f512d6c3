import { changedError, present, ScanferryError, type TransferResult } from "@scanferry/transfer";
import type {
  ArchiveOptions,
  ArchivePlan,
  NamedSession,
  PrearchiveSession,
  WaitOptions,
  XnatClient,
} from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import type { TransferStart } from "../../transfer/run-transfer.js";
import { conflictChoice, isChoosable, overwriteOf } from "./conflict-choice.js";
import type { Correction } from "./corrections.js";
import { onSessions, type SessionResult } from "./on-sessions.js";
import { idOf } from "./session-line.js";

/** Archives sessions one by one; what no project claimed is moved first where a project is named. */
export async function* archiveSessions(
  call: CallContext,
  xnat: XnatClient,
  sessions: readonly NamedSession[],
  corrections: ReadonlyMap<string, Correction>,
  from: TransferStart,
): AsyncGenerator<TransferResult> {
  const taken = new Set<string>();
  yield* onSessions(call, sessions, from, {
    action: "archive",
    before: (name) => doneBefore(call, xnat, name, corrections.get(name)),
    act: async (session, wait, name) => {
      const to = optionsOf(call, corrections.get(name), wait);
      const plan = await xnat.prearchiveSession(session.uri).planArchive(to);
      if (plan.to.project === unassigned) throw unclaimed(session);
      // Of two that get one label, the second would go into the first, or take its place.
      // A label is there once in a project, whatever its subject.
      if (taken.size === taken.add(`${plan.to.project}/${plan.to.session}`).size) throw oneLabel(session);
      return call.options.flag("dryRun")
        ? planned(session, plan, to)
        : archived({ call, xnat, aside: from.aside }, session, plan, to);
    },
  });
}

/** A table that was stopped in the middle is run again: what it archived then is no failure. */
async function doneBefore(
  { signal }: CallContext,
  xnat: XnatClient,
  name: string,
  { project, subject, session }: Partial<Correction> = {},
): Promise<SessionResult | undefined> {
  const labels = present({ project, subject, session });
  const found = await xnat.archivedBefore(name, labels, { signal });
  if (found === undefined) return undefined;
  const note = found.isProven
    ? "is in the archive already"
    : "the archive has a session of these labels already, and the prearchive none; that it is the same study is not proven";
  return { target: found.uri, status: "unchanged", note };
}

const unassigned = "Unassigned";
const waysOut =
  "Compare the two. --overwrite append adds what is new, --overwrite delete replaces what is there, --session gives this one another label; --on-conflict says it for all.";

function optionsOf(
  { options }: CallContext,
  { project, subject, session }: Partial<Correction> = {},
  wait: WaitOptions,
): ArchiveOptions {
  const overwrite = options.required("overwrite") as ArchiveOptions["overwrite"];
  return { project, subject, session, overwrite, ...wait };
}

function planned(
  { project }: PrearchiveSession,
  { from, to, uri, exists }: ArchivePlan,
  { overwrite }: ArchiveOptions,
): SessionResult {
  const moved = project === to.project ? "" : "; is moved first";
  const there = !exists
    ? ""
    : overwrite === "delete"
      ? "; the archive's session is replaced"
      : overwrite === "append"
        ? "; is added to the archive's session"
        : "; the archive has a session there";
  return { target: uri, note: `${words(from)} → ${words(to)}${moved}${there}` };
}

function words({ project, subject, session }: ArchivePlan["to"]): string {
  return `${project}/${subject}/${session}`;
}

async function archived(
  { call, xnat, aside }: { call: CallContext; xnat: XnatClient; aside: TransferStart["aside"] },
  session: PrearchiveSession,
  { from, to }: ArchivePlan,
  options: ArchiveOptions,
): Promise<SessionResult> {
  const isThere = session.project === to.project;
  const { uri } = isThere ? session : await xnat.prearchiveSession(session.uri).move(to.project, options);
  const handle = xnat.prearchiveSession(uri);
  const place = { ...options, project: undefined };
  const note = words(from) === words(to) ? {} : { note: `was ${words(from)}` };
  try {
    return { target: (await handle.archive(place)).uri, ...note };
  } catch (error) {
    if (!isChoosable(error)) throw error;
    const choice = await conflictChoice(call, idOf(session), error, aside);
    if (choice === "skip") return { target: uri, status: "skipped", error };
    const overwrite = overwriteOf(choice);
    // Adding to a session that is still processed is refused like this one; its own hint says more.
    const isProcessed = error.details?.["reason"] === "processing";
    if (overwrite === undefined) throw isProcessed ? error : changedError(error, { hint: waysOut });
    return { target: (await handle.archive({ ...place, overwrite })).uri, ...note };
  }
}

function unclaimed({ uri }: PrearchiveSession): ScanferryError {
  return new ScanferryError("input/invalid", "No project claimed this session.", {
    hint: "Say which project gets it: --project ID. It is moved there first, and then archived.",
    subject: uri,
  });
}

function oneLabel({ uri }: PrearchiveSession): ScanferryError {
  return new ScanferryError("input/invalid", "Another session of this run gets the same label.", {
    hint: "Give each its own --session, by a table. To put two into one, archive them one after the other with --overwrite append.",
    subject: uri,
  });
}
