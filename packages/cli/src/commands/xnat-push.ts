import type { PushPlan } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import { knownSessions } from "../xnat/push/known-sessions.js";
import { planSettings } from "../xnat/push/plan-settings.js";
import { plannedLines, plannedResults } from "../xnat/push/planned-results.js";
import { sendOptions, sendPlan } from "../xnat/push/send-plan.js";
import { givenSources, withPlan } from "../xnat/push/with-plan.js";

/** `scanferry xnat push SOURCE… --project P` */
export async function run(call: CallContext): Promise<number> {
  const settings = await planSettings(call);
  // Wrong options end the run before a password is asked for.
  sendOptions(call);
  const sources = await givenSources(call);
  if (call.options.flag("dryRun")) return withPlan(call, sources, settings, (plan) => showPlan(call, plan));
  return withXnat(call, (xnat) => withPlan(call, sources, settings, (plan) => sendPlan(call, xnat, plan)));
}

async function showPlan(call: CallContext, plan: PushPlan): Promise<number> {
  const known = await knownSessions(call, plan);
  const dest = call.options.text("dest");
  return runTransfer(
    call,
    (from) =>
      plannedResults(
        call,
        plan,
        ({ project, subject, session }) =>
          dest === "archive"
            ? `/data/archive/projects/${project}/subjects/${subject}/experiments/${session}`
            : `/data/prearchive/projects/${project}`,
        known,
        from,
      ),
    { line: plannedLines },
  );
}
