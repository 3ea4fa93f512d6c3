import type { IsIgnored } from "./bids-ignore.js";

/** What is left out unless asked for: three folders of the root, hidden files and folders, and what `.bidsignore` names. */
export type LeftOut = "derivatives" | "sourcedata" | "code" | "hidden" | "ignored";

const reservedAtRoot: ReadonlySet<string> = new Set(["derivatives", "sourcedata", "code"]);

/** Decides what a walk sees. */
export interface Scope {
  /** Whether hidden files and folders were asked for. */
  readonly entersHidden: boolean;
  readonly enters: (path: string, name: string) => boolean;
  readonly shows: (path: string, name: string) => boolean;
  readonly ignoresFolder: (path: string) => boolean;
}

/** Makes the scope of one walk from what the caller asked for. */
export function makeScope(isIgnored: IsIgnored | undefined, include: readonly LeftOut[] = []): Scope {
  const asked: ReadonlySet<string> = new Set(include);
  const ignores = asked.has("ignored") ? undefined : isIgnored;
  const entersHidden = asked.has("hidden");
  const ignoresFolder = (path: string): boolean => ignores?.(`${path}/`) === true;
  return {
    entersHidden,
    ignoresFolder,
    enters: (path, name) => {
      if (name.startsWith(".") && !entersHidden) return false;
      if (reservedAtRoot.has(name) && isDatasetFolder(path) && !asked.has(name)) return false;
      return !ignoresFolder(path);
    },
    shows: (path, name) => (entersHidden || !name.startsWith(".")) && ignores?.(path) !== true,
  };
}

/** `derivatives/fmriprep` is a dataset of its own, with a `sourcedata` and a `code` of its own. */
function isDatasetFolder(path: string): boolean {
  const depth = path.split("/").length;
  return depth === 1 || (depth === 3 && path.startsWith("derivatives/"));
}
