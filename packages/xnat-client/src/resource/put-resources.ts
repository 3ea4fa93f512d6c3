import {
  ScanferryError,
  isAbort,
  isLoginFailure,
  mapAhead,
  runPoolMany,
  toScanferryError,
  type TransferResult,
} from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import { PutJournal } from "./journal/put-journal.js";
import { putName } from "./place/put-name.js";
import { findTarget, type PutTarget } from "./place/put-target.js";
import type { PutOptions, PutTask } from "./put-options.js";
import { putTask } from "./put-task.js";
import { withSummary } from "./put-summary.js";
import { planSources } from "./sources/plan-sources.js";
import { mergeTasks } from "./merge-tasks.js";

/** A task whose place the server has. */
interface FoundTask {
  readonly task: PutTask;
  readonly target: PutTarget;
}

/**
 * Stores files in resources, several at once, with one result per file. Every place is looked for before anything is sent; what the server has
 * already is not sent again, and what was sent is looked for afterwards.
 *
 * @throws {@link ScanferryError} with `strict`: `remote/not-found` for a place; `auth/rejected`, `aborted`
 */
export function putResources(
  ctx: XnatContext,
  tasks: Iterable<PutTask>,
  options: PutOptions = {},
): AsyncGenerator<TransferResult, void, undefined> {
  return withSummary(ctx, options, storeTasks(ctx, tasks, options));
}

/** The same without a summary of its own, for what stores in several steps. */
export async function* storeTasks(
  ctx: XnatContext,
  tasks: Iterable<PutTask>,
  options: PutOptions,
): AsyncGenerator<TransferResult, void, undefined> {
  const found: FoundTask[] = [];
  const missing: TransferResult[] = [];
  for await (const one of look(ctx, mergeTasks(tasks), options)) {
    if ("task" in one) found.push(one);
    else missing.push(one);
  }
  const lost = missing.filter(({ error }) => error?.code === "remote/not-found");
  if (options.strict === true && lost.length > 0) throw missingPlaces(lost.map(({ id }) => id));
  yield* missing;
  const { concurrency = 4 } = options;
  const atOnce = Math.max(1, Math.min(concurrency, found.length));
  const each: PutOptions = { ...options, concurrency: Math.max(1, Math.floor(concurrency / atOnce)) };
  const { journal: folder, dryRun = false } = options;
  const journal =
    folder === undefined ? undefined : await PutJournal.open(folder, ctx.baseUrl, { readOnly: dryRun });
  try {
    yield* runPoolMany<FoundTask, TransferResult>(
      found,
      async (one, { signal }, push) => {
        for await (const result of oneTask(ctx, one, journal, { ...each, signal })) await push(result);
      },
      { ...options, concurrency: atOnce },
    );
  } finally {
    await journal?.close();
  }
}

/** Looks for all places before anything is sent. */
function look(
  ctx: XnatContext,
  tasks: readonly PutTask[],
  { signal, concurrency = 4 }: PutOptions,
): AsyncIterable<FoundTask | TransferResult> {
  return mapAhead<PutTask, FoundTask | TransferResult>(
    tasks,
    concurrency,
    async (task, { signal: own }) => {
      try {
        return [{ task, target: await findTarget(ctx, task.place, { signal: own }) }];
      } catch (caught) {
        const error = toScanferryError(caught);
        // One place of many that is not there is listed, and the others go on.
        const isListed = error.code === "remote/not-found" && tasks.length > 1;
        if (isListed || /^(?:remote|input)\/|^auth\/forbidden$/.test(error.code))
          return [placeResult(task, isListed ? "skipped" : "failed", error)];
        throw error;
      }
    },
    signal === undefined ? {} : { signal },
  );
}

function missingPlaces(names: readonly string[]): ScanferryError {
  return new ScanferryError(
    "remote/not-found",
    names.length === 1
      ? "A place that files are meant for is not on the server."
      : `${String(names.length)} places that files are meant for are not on the server.`,
    {
      hint: "Nothing was sent. Check their spelling; capital letters count. A session is made with scanferry xnat experiment create.",
      subject: names.slice(0, 20).join(", "),
    },
  );
}

async function* oneTask(
  ctx: XnatContext,
  { task, target }: FoundTask,
  journal: PutJournal | undefined,
  options: PutOptions,
): AsyncGenerator<TransferResult, void, undefined> {
  try {
    const planned = await planSources(ctx, task.files, options);
    try {
      for (const name of planned.leftOutNames) {
        options.onEvent?.({
          type: "warning",
          id: `${target.name}/${name}`,
          message: "Left out: a symbolic link, or what systems leave in folders.",
        });
      }
      const unnamed = planned.leftOut - planned.leftOutNames.length;
      if (unnamed > 0) {
        options.onEvent?.({
          type: "warning",
          id: target.name,
          message: `${unnamed === 1 ? "One more entry was" : `${String(unnamed)} more entries were`} left out: symbolic links, and what systems leave in folders.`,
        });
      }
      yield* putTask({ ctx, target, options, journal, archives: planned.archives }, planned);
    } finally {
      await planned.files.close();
    }
  } catch (caught) {
    const error = toScanferryError(caught);
    if (isAbort(error) || isLoginFailure(error)) throw error;
    yield placeResult(task, "failed", error);
  }
}

/** The result of a place of which no file was sent. */
function placeResult(
  { place }: PutTask,
  status: "skipped" | "failed",
  error: ScanferryError,
): TransferResult {
  return { id: putName(place), target: putName(place), action: "upload", status, bytes: 0, error };
}
