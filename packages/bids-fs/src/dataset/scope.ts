import type { IsIgnored } from "./bids-ignore.js";

/** What is left out unless asked for: three folders of the root, hidden files and folders, and what `.bidsignore` names. */
export type LeftOut = "derivatives" | "sourcedata" | "code" | "hidden" | "ignored";

const reservedAtRoot: ReadonlySet<string> = new Set(["derivatives", "sourcedata", "code"]);
/** Decides what a walk sees. */
export interface Scope {
  enters(path: string, name: string): boolean;
  shows(path: string, name: string): boolean;
}

/** Makes the scope of one walk from what the caller asked for. */
export function makeScope(isIgnored: IsIgnored | undefined, include: readonly LeftOut[] = []): Scope {
  const asked: ReadonlySet<string> = new Set(include);
  const ignores = asked.has("ignored") ? undefined : isIgnored;
  return {
    enters: (path, name) => {
      if (name.startsWith(".") && !asked.has("hidden")) return false;
      if (reservedAtRoot.has(name) && isDatasetFolder(path) && !asked.has(name)) return false;
      return ignores?.(`${path}/`) !== true;
    },
    shows: (path, name) => (asked.has("hidden") || !name.startsWith(".")) && ignores?.(path) !== true,
  };
}

/** `derivatives/fmriprep` is a dataset of its own, with a `sourcedata` and a `code` of its own. */
function isDatasetFolder(path: string): boolean {
  const depth = path.split("/").length;
  return depth === 1 || (depth === 3 && path.startsWith("derivatives/"));
}
