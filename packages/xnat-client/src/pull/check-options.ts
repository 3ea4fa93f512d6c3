import { ScanferryError } from "@scanferry/transfer";

import type { PullOptions, PullScope } from "./pull-options.js";

/**
 * Finds options that TypeScript would have refused: they may come from a command line.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function checkOptions({ experiment, scan }: PullScope, { as }: PullOptions): void {
  if (as !== undefined && !["files", "zip"].includes(as)) {
    throw new ScanferryError("input/invalid", "The option as has a value that it cannot have.", {
      hint: "Valid are: files, zip.",
      subject: as,
    });
  }
  if (scan !== undefined && experiment === undefined) {
    throw new ScanferryError("input/invalid", "A scan was named without its session.", {
      hint: "Name the session too, or choose scans of all sessions with the option scans.",
      subject: scan,
    });
  }
}
