import { ScanferryError, isGlob, matchesGlob } from "@scanferry/transfer";

/** What leaves out series by the name of their folder. */
export interface ExclusionLists {
  exclude?: readonly string[] | undefined;
  excludeFrom?: readonly string[] | undefined;
}

/**
 * Gives the exclusion that a folder's name falls under, as it was given. Texts are searched in the name as the labs' script does (today/002),
 * capitals as they are.
 *
 * @throws {@link ScanferryError} `input/invalid` for an empty text, which every name has in it
 */
export function exclusions(lists: ExclusionLists): (name: string) => string | undefined {
  const { exclude = [], excludeFrom = [] } = lists;
  if ([...exclude, ...excludeFrom].some((text) => text === "")) {
    throw new ScanferryError("input/invalid", "An exclusion is empty and would leave out every series.", {
      hint: "Take the empty text out of the list.",
    });
  }
  const globs = exclude.filter(isGlob);
  const texts = [...exclude.filter((text) => !isGlob(text)), ...excludeFrom];
  return (name) => texts.find((text) => name.includes(text)) ?? globs.find((glob) => matchesGlob(glob, name));
}
