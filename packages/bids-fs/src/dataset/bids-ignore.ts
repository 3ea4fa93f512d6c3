import ignore from "ignore";

/** Says whether `.bidsignore` leaves a path out; a folder's path is asked for with a slash at its end. */
export type IsIgnored = (path: string) => boolean;

/** After so many questions the matcher is made anew: it remembers every path it has judged, and a walk has no end to them. */
const remembered = 10_000;

/**
 * Reads the rules of a `.bidsignore` file, which are those of gitignore.
 * Negated rules (`!keep.tsv`), comments and `**` work as in git; case counts.
 */
export function parseBidsIgnore(text: string): IsIgnored {
  const rules = text.replace(/^\uFEFF/, "");
  const fresh = () => ignore({ ignorecase: false }).add(rules);
  let matcher = fresh();
  let asked = 0;
  return (path) => {
    asked += 1;
    if (asked % remembered === 0) matcher = fresh();
    return matcher.ignores(path);
  };
}
