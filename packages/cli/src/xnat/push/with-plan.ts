import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fsError } from "@scanferry/transfer";
import { planPush, type PlanOptions, type PushPlan } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { exit } from "../../errors/exit-code.js";
import { logEvent } from "../../transfer/log-event.js";
import { countOf } from "../../output/count-of.js";
import { tellPlan } from "./tell-plan.js";

/**
 * Looks that the sources of the arguments are there, so that a mistyped one ends the run before a password is asked for.
 *
 * @throws {@link ScanferryError} `local/not-found`, `local/denied`
 */
export async function givenSources({ args, cwd }: CallContext): Promise<string[]> {
  const sources = args.map((source) => resolve(cwd, source));
  for (const source of sources)
    await stat(source).catch((error: unknown) => {
      throw fsError(error, source);
    });
  return sources;
}

/** How often a person hears of a large tree that is being read. */
const toldEveryMs = 10_000;

/** Plans sources, tells what is left out and what is missing, and hands the plan over, unless `--strict` ends the run. */
export async function withPlan(
  call: CallContext,
  sources: readonly string[],
  settings: PlanOptions,
  work: (plan: PushPlan) => Promise<number>,
): Promise<number> {
  const { signal } = call;
  let toldMs = call.now().getTime();
  const plan = await planPush(sources, {
    ...settings,
    signal,
    onProgress: (files) => {
      const nowMs = call.now().getTime();
      if (nowMs - toldMs < toldEveryMs || call.options.off("progress")) return;
      toldMs = nowMs;
      call.say(`${countOf(files, "file")} looked at …`);
    },
    onEvent: (event) => {
      logEvent(call, event);
    },
  });
  try {
    await tellPlan(call, plan);
    if (plan.missing !== undefined && call.options.flag("strict")) return exit.missing;
    return await work(plan);
  } finally {
    await plan.close();
  }
}
