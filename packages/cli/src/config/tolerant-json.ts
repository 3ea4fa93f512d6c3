/**
 * Reads JSON as people write it by hand, and as the README of today's sharing script prints it: with `#` and `//`
 * comments, with trailing commas, and without the last braces. Strict JSON comes out unchanged.
 *
 * @throws SyntaxError, as JSON.parse does; its message may quote the text, so callers must not print it
 */
export function parseTolerantJson(text: string): unknown {
  const closers: string[] = [];
  let out = "";
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '"') {
      const end = stringEnd(text, at);
      out += text.slice(at, end);
      at = end;
    } else if (char === "#" || text.startsWith("//", at)) {
      const end = text.indexOf("\n", at);
      at = end === -1 ? text.length : end;
    } else {
      if (char === "{") closers.push("}");
      if (char === "[") closers.push("]");
      if (char === "}" || char === "]") {
        if (closers.pop() !== char) throw new SyntaxError("A brace is closed that was not opened.");
        out = withoutTrailingComma(out);
      }
      out += char;
      at += 1;
    }
  }
  return JSON.parse(withoutTrailingComma(out) + closers.reverse().join("")) as unknown;
}

/** Gives the place behind a string's closing quote. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
  return at + 1;
}

function withoutTrailingComma(text: string): string {
  return text.trimEnd().replace(/,$/, "");
}
