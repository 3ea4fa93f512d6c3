import { formatBytes } from "../output/format-bytes.js";
import { formatDuration } from "../output/format-duration.js";
import { safeText } from "../output/safe-text.js";
import type { ProgressState, RunningItem } from "./progress-state.js";

/** Bars of running items are at most this many; more would scroll. */
const barLimit = 4;
const barWidth = 24;
/** How the reason of a wait begins whose end is a limit. */
const limit = "at most ";

/** Writes the block of a terminal: a bar per running item, a wait if there is one, and the total. */
export function progressLines(state: ProgressState, nowMs: number): string[] {
  const items = [...state.running.values()].slice(0, barLimit).map(itemLine);
  const wait = waitLine(state, nowMs);
  return [...items, ...(wait === undefined ? [] : [wait]), totalLine(state, nowMs)];
}

/** Writes the one line that goes to a log once a minute. */
export function progressLine(state: ProgressState, nowMs: number): string {
  return waitLine(state, nowMs) ?? totalLine(state, nowMs);
}

function itemLine(item: RunningItem): string {
  const name = safeText(item.id).slice(-28).padEnd(28);
  if (item.isChecked === true) return `  ${name} sent; checking what arrived`;
  if (item.sizeBytes === undefined || item.sizeBytes === 0)
    return `  ${name} ${formatBytes(item.movedBytes)}`;
  const share = Math.min(1, item.movedBytes / item.sizeBytes);
  const full = Math.round(share * barWidth);
  const bar = `${"█".repeat(full)}${"░".repeat(barWidth - full)}`;
  return `  ${name} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${formatBytes(item.sizeBytes)}`;
}

function waitLine(state: ProgressState, nowMs: number): string | undefined {
  const { waiting } = state;
  if (waiting === undefined || waiting.untilMs <= nowMs) return undefined;
  const left = formatDuration(waiting.untilMs - nowMs);
  const reason = safeText(waiting.reason);
  // A limit is no countdown: what is waited for is mostly there long before.
  return reason.startsWith(limit)
    ? `  waiting, ${limit}${left}: ${reason.slice(limit.length)}`
    : `  waiting ${left}: ${reason}`;
}

function totalLine(state: ProgressState, nowMs: number): string {
  const elapsedMs = Math.max(1, nowMs - state.startedMs);
  // A repetition and what stands around the files move bytes that nobody planned.
  const moved = Math.min(state.movedBytes, state.plannedBytes ?? Infinity);
  const parts = [
    state.plannedItems === undefined
      ? `${String(state.finishedItems)} done`
      : `${String(state.finishedItems)} of ${String(state.plannedItems)}`,
    state.plannedBytes === undefined
      ? formatBytes(moved)
      : `${formatBytes(moved)} of ${formatBytes(state.plannedBytes)}`,
    `${formatBytes(Math.round((moved * 1000) / elapsedMs))}/s`,
  ];
  const remaining = remainingMs(state, elapsedMs, moved);
  if (remaining !== undefined) parts.push(`${formatDuration(remaining)} left`);
  if (state.failedItems > 0) parts.push(`${String(state.failedItems)} failed`);
  return `  ${parts.join(" · ")}`;
}

/** Goes by bytes where the total is known, else by items; a guess from less than two seconds is none. */
function remainingMs(state: ProgressState, elapsedMs: number, moved: number): number | undefined {
  if (elapsedMs < 2000) return undefined;
  if (state.plannedBytes !== undefined && moved > 0 && moved <= state.plannedBytes) {
    return (elapsedMs * (state.plannedBytes - moved)) / moved;
  }
  if (state.plannedItems === undefined || state.finishedItems === 0) return undefined;
  return (elapsedMs * (state.plannedItems - state.finishedItems)) / state.finishedItems;
}
