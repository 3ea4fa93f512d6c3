import { HashTable, type OnTransferEvent } from "@scanferry/transfer";
import type { PlannedSession } from "./planned-session.js";
import type { PushPlan } from "./push-plan.js";

/** What of a plan is in doubt beyond its sessions. */
export interface PlanDoubts {
  /** The first DICOM file that lies where the layout has no place. */
  firstElsewhere: string | undefined;
  /** Subjects whose sessions are of several PatientIDs. */
  ofMany: readonly string[];
}

/** So many subjects are warned of by name. */
const named = 20;

/** Warns of what somebody would miss who reads the sessions alone. */
export async function tellPlan(
  plan: PushPlan,
  { firstElsewhere, ofMany }: PlanDoubts,
  onEvent: OnTransferEvent | undefined,
): Promise<void> {
  const { sessions, leftOut } = plan.totals;
  const shared = await sharedStudies(plan.sessions());
  if (shared > 0) {
    onEvent?.({
      type: "warning",
      message: `${shared} stud${shared === 1 ? "y is" : "ies are"} sent under more than one label.`,
      hint: "XNAT knows studies by their StudyInstanceUID, and may put them together while they wait in the prearchive.",
    });
  }
  for (const [index, id] of ofMany.entries()) {
    if (index === named) break;
    const more =
      index === named - 1 && ofMany.length > named ? ` So do ${ofMany.length - named} more subjects.` : "";
    onEvent?.({
      type: "warning",
      id,
      message: `Sessions of one subject have different PatientIDs.${more}`,
      hint: "Make sure that they are of one person: the layout, a folder or a table may put two under one label.",
    });
  }
  const astray = leftOut["wrong-depth"] ?? 0;
  if (astray > 0 && firstElsewhere !== undefined) {
    onEvent?.({
      type: "warning",
      id: firstElsewhere,
      message: `${astray} DICOM file${astray === 1 ? " lies" : "s lie"} where the layout has no place, and ${astray === 1 ? "is" : "are"} not sent.`,
      hint: "Look at the list of what is left out; --layout says what the folders stand for.",
    });
  }
  const lost = (leftOut.truncated ?? 0) + (leftOut.unreadable ?? 0) + (leftOut["no-identity"] ?? 0);
  if (lost > 0) {
    onEvent?.({
      type: "warning",
      message: `${lost} DICOM file${lost === 1 ? " is" : "s are"} not sent: cut off, not readable or without the UIDs that say what ${lost === 1 ? "it is" : "they are"}.`,
      hint: "Copy them again from where they came from.",
    });
  }
  const anything = Object.values(leftOut).some((count) => count > 0);
  if (sessions === 0) {
    onEvent?.({
      type: "warning",
      message: anything ? "Nothing is left to send." : "The sources hold no file.",
      ...(anything ? { hint: "The list of what is left out says why." } : {}),
    });
  }
}

/** How many studies lie in more than one session; XNAT 1.6 has been seen to merge such in the prearchive (wire/xnat.md §9). */
async function sharedStudies(sessions: AsyncIterable<PlannedSession>): Promise<number> {
  const seen = new HashTable();
  let shared = 0;
  for await (const { studyUids, problems } of sessions) {
    if (problems.length > 0) continue;
    for (const uid of studyUids) {
      const times = seen.get(uid) ?? 0;
      if (times === 1) shared++;
      seen.set(uid, times + 1);
    }
  }
  return shared;
}
