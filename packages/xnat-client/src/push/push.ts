import { ScanferryError, runPool, type TransferResult } from "@scanferry/transfer";
import { projectAccess } from "../calls/project-access.js";
import type { XnatContext } from "../context.js";
import { planPush } from "../plan/plan-push.js";
import type { PushPlan } from "../plan/push-plan.js";
import { mayNotSend } from "./import/import-error.js";
import { PushJournal } from "./journal/push-journal.js";
import type { PushOptions, SendSessionsOptions } from "./push-options.js";
import type { PushRun } from "./run/push-run.js";
import { pushSession } from "./run/push-session.js";
import { studiesAsked } from "./run/studies-asked.js";
import { Turns } from "./run/turns.js";

/** What is pushed: folders and archives, or a plan of them. */
export type PushSources = string | readonly string[] | PushPlan;

/**
 * Plans folders and archives and sends their sessions, or those of a plan that was made before (which stays open).
 *
 * @throws as {@link planPush} and {@link pushPlan}; {@link ScanferryError} `input/invalid` without a project
 */
export async function* push(
  ctx: XnatContext,
  sources: PushSources,
  options: PushOptions = {},
): AsyncGenerator<TransferResult, void, undefined> {
  if (typeof sources !== "string" && "sessions" in sources) return yield* pushPlan(ctx, sources, options);
  const { project } = options;
  if (project === undefined) {
    throw new ScanferryError("input/invalid", "It is not said to which project the scans go.", {
      hint: "Give the ID of the project.",
      details: { option: "project" },
    });
  }
  const plan = await planPush(sources, { ...options, project });
  try {
    yield* pushPlan(ctx, plan, options);
  } finally {
    await plan.close();
  }
}

/**
 * Sends the sessions of a plan: each is zipped while it is sent, put together by the server, looked at there, and archived where that was asked for.
 * One result per session: its `target` is where it lies, its `note` by what its arrival was verified.
 *
 * @throws {@link ScanferryError} `remote/not-found` for the project, `auth/forbidden` where the account may only read there, `auth/rejected`,
 * `local/busy` when another push to the project has the journal, `aborted`; a session that fails is a result
 */
export async function* pushPlan(
  ctx: XnatContext,
  plan: PushPlan,
  options: SendSessionsOptions = {},
): AsyncGenerator<TransferResult, void, undefined> {
  const { concurrency, signal, journal: folder, dryRun = false } = options;
  const emit = options.onEvent ?? (() => undefined);
  const now = options.now ?? ctx.now;
  const begunMs = now();
  const summary = { done: 0, unchanged: 0, skipped: 0, failed: 0, planned: 0, bytes: 0 };
  if (!dryRun) await checkProject(ctx, plan.project, signal);
  const journal =
    folder === undefined || dryRun ? undefined : await PushJournal.open(folder, ctx.baseUrl, plan.project);
  const mayReplace = oneAtATime(options.confirmDelete);
  const studies = studiesAsked(ctx, plan, { emit, signal });
  const run: PushRun = { ctx, options, journal, emit, mayReplace, studies, turns: new Turns() };
  const results = runPool(
    plan.sessions(),
    (session, context) => {
      const { id, bytes } = session;
      emit({ type: "plan", id, target: "", action: "push", sizeBytes: bytes });
      return pushSession(run, session, context.signal);
    },
    { ...(concurrency === undefined ? {} : { concurrency }), ...(signal === undefined ? {} : { signal }) },
  );
  try {
    for await (const result of results) {
      summary[result.status]++;
      if (result.status === "done") summary.bytes += result.bytes;
      emit({ type: "result", ...result });
      yield result;
    }
  } finally {
    await journal?.close();
    emit({ type: "summary", ...summary, ms: now() - begunMs });
  }
}

/** XNAT takes data for a project that it does not know, or that the account may not write to, and puts them elsewhere: that is asked before. */
async function checkProject(
  ctx: XnatContext,
  project: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { role } = await projectAccess(ctx, project, { signal });
  if (role !== undefined && /^collaborators?$/i.test(role)) throw mayNotSend(project, 200);
}

function oneAtATime(ask: SendSessionsOptions["confirmDelete"]): PushRun["mayReplace"] {
  let before: Promise<unknown> = Promise.resolve();
  return (session) => {
    const mine = before.then(() => ask?.(session) ?? true);
    before = mine.catch(() => undefined);
    return mine;
  };
}
