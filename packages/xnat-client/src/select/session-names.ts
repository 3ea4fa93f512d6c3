import { isGlob, matchesGlob } from "@scanferry/transfer";
import { NameSearch, type Named } from "./name-search.js";
import type { MissingNames } from "./select-options.js";

/** Sessions that are looked for by label, accession ID or glob. */
export interface SessionNames {
  readonly ambiguous: readonly string[];
  /** Takes notice of a session and says whether it is wanted. */
  meets(session: Named): boolean;
  missing(): Promise<MissingNames | undefined>;
}

/**
 * Makes the search for sessions. A name without a glob is compared letter by letter, and so are the letters of a glob.
 *
 * @param options.globs `false`: `*` and `?` are letters like others
 */
export function sessionNames(
  given: readonly string[],
  { globs: taken = true }: { globs?: boolean } = {},
): SessionNames {
  const literals = given.filter((name) => !taken || !isGlob(name));
  const globs = taken ? [...new Set(given.filter(isGlob))] : [];
  const unmet = new Set(globs);
  const search = new NameSearch();
  for (const name of literals) search.add(name);
  return {
    get ambiguous() {
      return search.ambiguous;
    },
    meets(session) {
      let wanted = search.meets(session);
      for (const glob of globs) {
        if (!matchesGlob(glob, session.label) && !matchesGlob(glob, session.id)) continue;
        unmet.delete(glob);
        wanted = true;
      }
      return wanted;
    },
    async missing() {
      const told = await search.missing("session", literals);
      if (told === undefined && unmet.size === 0) return undefined;
      return {
        kind: "session",
        labels: [...(told?.labels ?? []), ...unmet],
        asked: search.asked + globs.length,
        hint:
          told?.hint ??
          "No session has such a label. Capital and small letters count; * and ? stand for any characters.",
        alike: told?.alike ?? [],
      };
    },
  };
}
