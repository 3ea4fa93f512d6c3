import { isAbort, type OnTransferEvent, type TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit, exitCodeForFailures } from "../errors/exit-code.js";
import { hideSecrets } from "../log/hide-secrets.js";
import { safeText } from "../output/safe-text.js";
import { applyEvent } from "../progress/apply-event.js";
import { withProgress, type Progress } from "../progress/with-progress.js";
import { logEvent } from "./log-event.js";
import { resultRecord } from "./result-record.js";
import { RunSummary } from "./run-summary.js";
import { sentences } from "./warn.js";

/** So many of the last warnings are kept for a run under `-q` that brought nothing. */
const toldWhenEmpty = 3;

/** Actions whose items are all planned with their sizes, also those that turn out to be there. */
const plannedFirst = new Set(["push", "send"]);

/** What a transfer is started with. */
export interface TransferStart {
  onEvent: OnTransferEvent;
  /** Fires on Ctrl-C, and after a failed item under `--on-error stop`. */
  signal: AbortSignal;
  /** Takes the bars away while a question is asked. */
  aside: (ask: () => Promise<void>) => Promise<void>;
}

/** How a transfer is reported. */
export interface RunTransferOptions {
  /** Gives the exit code of a run without failures. @default 0 */
  verdict?: (summary: RunSummary) => number;
  /** Gives the exit code of a run with failures. @default the class that the failures share, or 3 */
  failed?: (codes: readonly string[]) => number;
  /** Whether an item is one that was asked for, and not only goes with it; `--error-if-empty` asks. @default all are */
  matches?: (result: TransferResult) => boolean;
  /** How many skipped items are told one by one to a person. @default all */
  skipsNamed?: number;
  /** Gives the line that a person gets for an item that did not fail. @default status, item and target */
  line?: (result: TransferResult) => string | undefined;
}

/**
 * Runs a transfer to its end: shows progress, prints a record per item and the summary, and gives the exit code.
 * Every command that moves something goes through here.
 */
export async function runTransfer(
  call: CallContext,
  start: (from: TransferStart) => AsyncIterable<TransferResult>,
  options: RunTransferOptions = {},
): Promise<number> {
  const begun = call.now().getTime();
  const summary = new RunSummary();
  const warnings: string[] = [];
  const { skipsNamed = Infinity } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([call.signal, stop.signal]);
  try {
    await withProgress(call, async (progress) => {
      const results = start({
        signal,
        aside: (ask) => progress.aside(ask),
        onEvent: (event) => {
          applyEvent(progress.state, event);
          if (event.type === "warning") warnings.unshift(sentences(event));
          warnings.length = Math.min(warnings.length, toldWhenEmpty);
          logEvent(call, event);
        },
      });
      for await (const result of results) {
        const isHushed = result.status === "skipped" && summary.skipped >= skipsNamed;
        await printResult(call, progress, result, isHushed ? "hushed" : (options.line ?? wholeLine));
        summary.add(result, options.matches?.(result) ?? true);
        if (result.status === "failed" && call.options.text("onError") === "stop") stop.abort();
      }
    });
  } catch (error) {
    // Both ways to stop end in the summary; what was moved so far is kept.
    if (!(isAbort(error) && signal.aborted)) {
      if (summary.items > 0) summary.say(call, begun);
      throw error;
    }
    summary.stopped = true;
  }
  // Under -q they were not shown; when nothing came they are the only answer to “why?”.
  if (summary.matched === 0 && call.options.flag("quiet"))
    for (const text of warnings.reverse()) call.tell(`warning: ${safeText(text)}`);
  if (summary.skipped > skipsNamed && !call.out.json)
    call.say(`${String(summary.skipped - skipsNamed)} more are skipped; --json and --log-file name them all`);
  await summary.print(call, begun);
  if (call.signal.aborted) return exit.aborted;
  if (summary.failedCodes.length > 0) return (options.failed ?? exitCodeForFailures)(summary.failedCodes);
  const verdict = options.verdict?.(summary) ?? exit.done;
  // Participants that are listed as having no image are no match either.
  const empty = summary.matched === 0 && call.options.flag("errorIfEmpty");
  return verdict === exit.done && empty ? exit.empty : verdict;
}

/** The line of a person: status, item, target. */
function wholeLine({ status, id, target }: TransferResult): string {
  return [status, id, target].map(safeText).join("\t");
}

/** The file, folder or address that an error is about, where the item's name does not say it. */
function subjectOf(call: CallContext, { id, error }: TransferResult): string {
  const subject = error?.subject;
  const isSaid = subject === undefined || id.includes(subject) || subject.endsWith(id);
  return isSaid || call.options.flag("redact") ? "" : ` (${safeText(hideSecrets(subject, call.secrets))})`;
}

async function printResult(
  call: CallContext,
  progress: Progress,
  result: TransferResult,
  line: ((result: TransferResult) => string | undefined) | "hushed",
): Promise<void> {
  const isMoved = result.status === "done";
  // A push plans each session before it looks what the server has.
  const unmoved = !isMoved && plannedFirst.has(result.action) ? result.bytes : 0;
  progress.state.finish(result.id, result.status === "failed", isMoved ? result.bytes : 0, unmoved);
  const { error } = result;
  const isTold = error !== undefined && line !== "hushed";
  if (!call.out.json && isTold) {
    const hint = error.hint === undefined ? "" : ` ${safeText(error.hint)}`;
    const about = subjectOf(call, result);
    progress.say(
      `${result.status} ${safeText(result.id)}: ${safeText(error.message)}${about}${hint} [${error.code}]`,
    );
  }
  // A failed or skipped item has been told above. Under -q what came is not named; what would come was asked for by -n.
  const named = error === undefined && (!call.options.flag("quiet") || result.status === "planned");
  const text = named && line !== "hushed" ? line(result) : undefined;
  const told = !call.out.json && (isTold || text !== undefined);
  const { id, target, bytes } = result;
  const fields = { id, target, bytes, code: error?.code };
  call.logger.log("info", `${result.action} ${result.status}`, fields, { screen: !told });
  await progress.aside(() => call.out.record(resultRecord(result), text));
}
