import { changedError } from "../errors/changed-error.js";
import { isScanferryError } from "../errors/scanferry-error.js";

const broken = new Set(["net/timeout", "net/reset"]);

/** Says of a broken transfer that it begins anew the next time: whoever found it broken took it for one that leaves a part behind. */
export function fetchedAgain(error: unknown): unknown {
  if (!isScanferryError(error) || !broken.has(error.code)) return error;
  return changedError(error, {
    hint: "Run the same command again: the file is fetched again from its beginning.",
  });
}
