import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fsError } from "@scanferry/transfer";
import { planPush, type PushPlan } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { logEvent } from "../transfer/log-event.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import { knownSessions } from "../xnat/push/known-sessions.js";
import { planSettings } from "../xnat/push/plan-settings.js";
import { plannedLines, plannedResults } from "../xnat/push/planned-results.js";
import { sendOptions, sendPlan } from "../xnat/push/send-plan.js";
import { tellPlan } from "../xnat/push/tell-plan.js";

/** `scanferry xnat push SOURCE… --project P` */
export async function run(call: CallContext): Promise<number> {
  const settings = await planSettings(call);
  // Wrong options and sources that are not there end the run before a password is asked for.
  sendOptions(call);
  const sources = call.args.map((source) => resolve(call.cwd, source));
  for (const source of sources)
    await stat(source).catch((error: unknown) => {
      throw fsError(error, source);
    });
  const withPlan = async (work: (plan: PushPlan) => Promise<number>): Promise<number> => {
    const { signal } = call;
    const onEvent = logEvent.bind(undefined, call);
    const plan = await planPush(sources, { ...settings, signal, onEvent });
    try {
      await tellPlan(call, plan);
      if (plan.missing !== undefined && call.options.flag("strict")) return exit.missing;
      return await work(plan);
    } finally {
      await plan.close();
    }
  };
  if (call.options.flag("dryRun")) return withPlan((plan) => showPlan(call, plan));
  return withXnat(call, (xnat) => withPlan((plan) => sendPlan(call, xnat, plan)));
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
