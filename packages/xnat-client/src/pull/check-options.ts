import { ScanferryError } from "@scanferry/transfer";

import type { PullOptions } from "./pull-options.js";

/**
 * Finds options that TypeScript would have refused: they may come from a command line.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function checkOptions({ as }: PullOptions): void {
  if (as === undefined || ["files", "zip"].includes(as)) return;
  throw new ScanferryError("input/invalid", "The option as has a value that it cannot have.", {
    hint: "Valid are: files, zip.",
    subject: as,
  });
}
