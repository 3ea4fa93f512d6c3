/** Whether a name is meant as a pattern: `*` and `?` are the only signs, because brackets and braces stand in real scan types. */
export function isGlob(text: string): boolean {
  return /[*?]/.test(text);
}

/**
 * Whether a pattern matches a text as a whole: `*` stands for any characters, `?` for one. It takes one walk with a single way back, so
 * that a pattern with many stars takes no longer than their number times the length; a regular expression may take for ever.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const wanted = Array.from(pattern);
  const given = Array.from(text);
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  for (let index = 0; index < given.length;) {
    const sign = wanted[at];
    if (sign === "*") {
      star = at++;
      resumeAt = index;
    } else if (sign === "?" || (sign !== undefined && sign === given[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resumeAt;
    } else {
      return false;
    }
  }
  while (wanted[at] === "*") at++;
  return at === wanted.length;
}

/** As a name is compared where capital and small letters, and the two ways to write an umlaut, are the same. */
export function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
