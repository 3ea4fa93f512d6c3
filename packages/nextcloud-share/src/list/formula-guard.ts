/** What spreadsheet programs take for the beginning of a formula (OWASP, "CSV injection"). */
const looksLikeFormula = /^'*[=+\-@\t\r]/;

/**
 * Puts an apostrophe before a text that a spreadsheet would run as a formula. A text that already has apostrophes
 * before such a sign gets one more, so that {@link unguardFormula} gives back every text unchanged.
 */
export function guardFormula(text: string): string {
  return looksLikeFormula.test(text) ? `'${text}` : text;
}

/**
 * Takes back what {@link guardFormula} did.
 */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && looksLikeFormula.test(text) ? text.slice(1) : text;
}
