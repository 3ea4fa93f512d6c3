import type { TransferResult } from "@scanferry/transfer";
import type { PlannedSession, PushPlan } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { countOf } from "../../output/count-of.js";
import { formatBytes } from "../../output/format-bytes.js";
import { safeText } from "../../output/safe-text.js";
import type { TransferStart } from "../../transfer/run-transfer.js";
import { warn } from "../../transfer/warn.js";

/** A result of a plan, with the session for its lines. */
interface PlannedResult extends TransferResult {
  planned?: PlannedSession;
}

/** Gives what a run would do, a result for each session; `note` tells what the server is known to have. */
export async function* plannedResults(
  call: CallContext,
  plan: PushPlan,
  target: (session: PlannedSession) => string,
  note: (session: PlannedSession) => string | undefined,
  { signal }: TransferStart,
): AsyncGenerator<PlannedResult, void, undefined> {
  for await (const session of plan.sessions()) {
    signal.throwIfAborted();
    const { id, bytes, problems } = session;
    for (const series of session.series)
      await call.out.record({ type: "series", session: id, ...series }, undefined);
    const [problem, ...more] = problems;
    // The first is told by the result.
    for (const { message, hint } of more) warn(call, { id, message, hint });
    const known = note(session);
    const result = {
      id,
      target: target(session),
      action: "push",
      bytes,
      ...(known === undefined ? {} : { note: known }),
    };
    if (problem === undefined) yield { ...result, status: "planned", planned: session };
    else yield { ...result, status: "failed", error: problem };
  }
}

/** The lines of a person: where the session goes, and its series. */
export function plannedLines({ status, id, target, bytes, note, planned }: PlannedResult): string {
  const files = planned === undefined ? [] : [countOf(planned.files, "file"), formatBytes(bytes)];
  const head = [status, id, target, ...files, ...(note === undefined ? [] : [note])].map(safeText).join("\t");
  const series = (planned?.series ?? []).map(({ number, folder, description, scanType, files: count }) =>
    [
      "",
      number === undefined ? "" : String(number),
      folder === "" ? description : folder,
      countOf(count, "file"),
      ...(scanType === undefined ? [] : [scanType]),
    ]
      .map(safeText)
      .join("\t"),
  );
  return [head, ...series].join("\n");
}
