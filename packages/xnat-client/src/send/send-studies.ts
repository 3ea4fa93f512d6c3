import { ScanferryError, type TransferResult } from "@scanferry/transfer";
import { projectAccess } from "../calls/project-access.js";
import type { XnatContext } from "../context.js";
import { planPush } from "../plan/plan-push.js";
import type { PushPlan } from "../plan/push-plan.js";
import type { PushSources } from "../push/push.js";
import { studiesAsked } from "../push/run/studies-asked.js";
import type { SendPlanOptions, SendStudiesOptions } from "./send-options.js";
import { sendSession } from "./send-session.js";

/**
 * Sends studies to the DICOM receiver of an XNAT (C-STORE), with the same plan, labels and exclusions as a push. Project, subject and session are written into
 * the patient's comments on the way, where XNAT reads them; nothing else of a file changes, and nothing on the disk.
 *
 * One result per session. With `xnat`, a session that is there already is `unchanged`, one of which a part waits is completed, and each is looked at over REST
 * afterwards: its `target` is where it lies. Without, the receiver's word is all there is: `note` says "accepted by the receiver, arrival not checked".
 *
 * @throws {@link ScanferryError} as `planPush`; `input/invalid` without a project or for a peer that cannot be; with `xnat` `remote/not-found` for the
 * project and `auth/*`; `aborted`. A session that fails is a result, with the counts of its files by outcome and DIMSE status in `details`
 * @example
 * ```ts no-run=it-needs-a-receiver-of-yours
 * const peer = { host: "xnat.example.org", port: 8104, calledAet: "XNAT" };
 * for await (const { id, status, note } of sendStudies("dicomdir", { project: "P", peer })) console.log(id, status, note);
 * ```
 */
export function sendStudies(
  sources: PushSources,
  options: SendStudiesOptions,
): AsyncIterable<TransferResult> {
  const { xnat, ...rest } = options;
  return xnat === undefined ? send(undefined, sources, rest) : xnat.send(sources, rest);
}

/** {@link sendStudies}, with the REST side open or without. */
export async function* send(
  ctx: XnatContext | undefined,
  sources: PushSources,
  options: Omit<SendStudiesOptions, "xnat">,
): AsyncGenerator<TransferResult, void, undefined> {
  if (typeof sources !== "string" && "sessions" in sources) return yield* sendPlan(ctx, sources, options);
  const { project } = options;
  if (project === undefined) {
    throw new ScanferryError("input/invalid", "It is not said to which project the scans go.", {
      hint: "Give the ID of the project.",
      details: { option: "project" },
    });
  }
  const plan = await planPush(sources, { ...options, project });
  try {
    yield* sendPlan(ctx, plan, options);
  } finally {
    await plan.close();
  }
}

async function* sendPlan(
  ctx: XnatContext | undefined,
  plan: PushPlan,
  options: SendPlanOptions,
): AsyncGenerator<TransferResult, void, undefined> {
  const { signal, dryRun = false, onEvent: emit = () => undefined, now = ctx?.now ?? Date.now } = options;
  const begunMs = now();
  const summary = { done: 0, unchanged: 0, skipped: 0, failed: 0, planned: 0, bytes: 0 };
  // The receiver takes data for a project that there is not, and keeps them where nobody looks.
  if (ctx !== undefined && !dryRun) await projectAccess(ctx, plan.project, { signal });
  const studies = ctx === undefined ? undefined : studiesAsked(ctx, plan, { emit, signal });
  let isDown = false;
  try {
    // One after the other: a receiver is one program, and associations share its time.
    for await (const session of plan.sessions()) {
      const { id, bytes: sizeBytes } = session;
      emit({ type: "plan", id, target: "", action: "send", sizeBytes });
      // A receiver that did not answer for one session is asked once for each of the others, and not waited for again.
      const own = isDown ? { ...options, retries: 0 } : options;
      const result = await sendSession({ ctx, options: own, emit, studies }, session);
      const { files, failed } = result.error?.details ?? {};
      isDown = failed !== undefined && failed === files;
      summary[result.status]++;
      if (result.status === "done") summary.bytes += result.bytes;
      emit({ type: "result", ...result });
      yield result;
    }
  } finally {
    emit({ type: "summary", ...summary, ms: now() - begunMs });
  }
}
