/**
 * Writes a record as one line. Escapes are written as `\uXXXX` alone: when a value is blanked from left to right and the
 * machine stops in the middle, what stands there is still JSON (a backslash gone from `\"` would end the text early, one gone from a six-character escape would not).
 */
export function encodeRecord(record: unknown): string {
  const json = JSON.stringify(record) as string | undefined;
  if (json === undefined) throw new TypeError("A journal record must be a JSON value.");
  const plain = json.replace(/\\(["\\/bfnrt])/g, (_, mark: string) => {
    const character = JSON.parse(`"\\${mark}"`) as string;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `${plain}\n`;
}

/** Where the text of a top-level value lies inside a line made by {@link encodeRecord}: the bytes between its quotes. */
export function findText(line: Buffer, key: string): { start: number; end: number } | undefined {
  const quote = 0x22;
  let depth = 0;
  let place = 0;
  let lastText: { start: number; end: number } | undefined;
  let keyText: string | undefined;
  while (place < line.length) {
    const byte = line[place] ?? 0;
    if (byte === quote) {
      const start = place + 1;
      // No `\"` can occur, so the next quote ends the text.
      const end = line.indexOf(quote, start);
      if (end < 0) return undefined;
      lastText = { start, end };
      place = end + 1;
      if (depth === 1 && keyText === key) return lastText;
      continue;
    }
    if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    else if (depth === 1 && byte === 0x3a && lastText !== undefined) {
      keyText = JSON.parse(line.subarray(lastText.start - 1, lastText.end + 1).toString("utf8")) as string;
    } else if (depth === 1 && byte === 0x2c) keyText = undefined;
    place++;
  }
  return undefined;
}
