import { createReadStream } from "node:fs";
import { ScanferryError } from "@scanferry/transfer";
import { localError } from "../errors/local-error.js";

/** One row: column name to cell; `null` where the cell says `n/a`, is empty or is not there. */
export type TsvRow = Readonly<Record<string, string | null>>;

/** No table that people keep has longer lines; an image opened by mistake has. */
const longestLine = 1024 * 1024;

/**
 * Reads a BIDS table row by row, in constant memory.
 * A byte order mark and CRLF are taken, empty lines are skipped, quotes are literal (BIDS tables have none), cells beyond the header are dropped.
 *
 * @throws {@link ScanferryError} data/corrupt where the file is no UTF-8 table; local/not-found; local/denied
 *
 * @example
 * ```ts
 * for await (const row of readTsv("participants.tsv")) console.log(row["participant_id"]);
 * ```
 */
export async function* readTsv(
  path: string,
  options: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<TsvRow> {
  let header: readonly string[] | undefined;
  for await (const line of readLines(path, options.signal)) {
    if (line === "") continue;
    const cells = line.split("\t");
    if (header === undefined) header = cells.map((cell) => cell.trim());
    else yield toRow(header, cells);
  }
}

function toRow(header: readonly string[], cells: readonly string[]): TsvRow {
  return Object.fromEntries(
    header.map((column, i) => {
      const cell = cells[i]?.trim() ?? "";
      return [column, cell === "" || cell === "n/a" ? null : cell];
    }),
  );
}

async function* readLines(path: string, signal: AbortSignal | undefined): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  try {
    for await (const chunk of createReadStream(path, signal === undefined ? {} : { signal })) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) yield checked(line, path);
      checked(rest, path);
    }
  } catch (error) {
    if (signal?.aborted === true)
      throw new ScanferryError("aborted", "Reading the table was stopped.", { cause: error });
    throw localError(error, path);
  }
  yield checked((rest + decoder.decode()).replace(/\r$/, ""), path);
}

/** Spreadsheet programs offer "Unicode text", which is UTF-16: half of its bytes are NUL. */
function checked(line: string, path: string): string {
  if (line.length <= longestLine && !line.includes("\0")) return line;
  throw new ScanferryError("data/corrupt", "A table is not tab-separated text in UTF-8.", {
    hint: "Save it again as tab-separated text with the encoding UTF-8.",
    subject: path,
  });
}
