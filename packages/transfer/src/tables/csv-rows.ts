/**
 * Divides a text into rows and cells after RFC 4180. A cell that begins with a quote goes to the quote that ends it, line breaks and
 * delimiters included; `""` is a quote in it. Undefined where a quote is left open, stands in the middle of a cell, or is followed by more.
 */
export function csvRows(text: string, delimiter: string): string[][] | undefined {
  const rows: string[][] = [];
  const plainEnd = new RegExp(`[${delimiter}\r\n"]`, "g");
  let row: string[] = [];
  for (let at = 0; at < text.length || row.length > 0;) {
    let cell: string;
    if (text[at] === '"') {
      const end = quoteEnd(text, at + 1);
      if (end === -1) return undefined;
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      plainEnd.lastIndex = at;
      const end = plainEnd.exec(text)?.index ?? text.length;
      cell = text.slice(at, end);
      at = end;
    }
    row.push(cell);
    const sign = text[at];
    if (sign === delimiter) at++;
    else if (sign === undefined || sign === "\n" || sign === "\r") {
      at += sign === "\r" && text[at + 1] === "\n" ? 2 : 1;
      rows.push(row);
      row = [];
    } else return undefined;
  }
  return rows;
}

/** Where the quote stands that ends the cell; -1 where there is none. */
function quoteEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}
