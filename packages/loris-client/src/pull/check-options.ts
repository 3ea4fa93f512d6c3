import { ScanferryError } from "@scanferry/transfer";

import type { PullOptions } from "./pull-options.js";

const choices = {
  type: ["bids", "minc"],
  modalityMatch: ["exact", "contains"],
  eventNames: ["bids", "keep"],
} as const;

/**
 * Finds options that TypeScript would have refused: they may come from a command line.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function checkOptions(options: PullOptions): void {
  for (const [name, allowed] of Object.entries(choices)) {
    const value: unknown = options[name as keyof typeof choices];
    if (value === undefined || allowed.some((choice) => choice === value)) continue;
    throw invalid(`The option ${name} has a value that it cannot have.`, `Valid are: ${allowed.join(", ")}.`);
  }
  if (options.since !== undefined && Number.isNaN(options.since.getTime()))
    throw invalid("The option since is no date.", "Give a date such as 2024-05-31.");
  if (options.candidates?.includes("") === true)
    throw invalid("A candidate's name is empty.", "Give CandIDs, PSCIDs or sub-CandIDs.");
}

function invalid(message: string, hint: string): ScanferryError {
  return new ScanferryError("input/invalid", message, { hint });
}
