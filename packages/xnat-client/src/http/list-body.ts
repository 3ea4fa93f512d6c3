import type { ByteStream } from "@scanferry/transfer";
import { ScanferryError } from "@scanferry/transfer";

/** So much may stand before the rows, white space included. */
const longestBegin = 16 * 1024;
/** What stands behind the rows is shorter. */
const endBytes = 512;

const name = /^(?:\u00ef\u00bb\u00bf)?\s*[{[]\s*(?:"(\w*)")?/;
// Inside of a text, the quotation marks of both are escaped.
const rowsBegin = /"Result"\s*:\s*(\S)/;
const totalBefore = /"totalRecords"\s*:\s*"?(\d+)/;
const totalBehind = /"totalRecords"\s*:\s*"?(\d+)[^{}[\]]*\}\s*\}\s*$/;

/**
 * Looks at the frame of a list. XNAT answers some routes with the thing itself (`/projects/P/experiments/E/scans` on 1.6.4 with the
 * experiment), and then there are no rows, in silence; and most lists say how many rows they have (wire/xnat.md, 2).
 *
 * @param ended Called behind the last byte with the number of rows that the list says it has; not where it says none (lists of files, pages).
 * @throws {@link ScanferryError} `remote/failed` for an item, and for anything that is no list
 */
export async function listBody(body: ByteStream, ended: (total: number) => void): Promise<ByteStream> {
  const rest = body[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let begin = "";
  let verdict: "list" | "item" | "shape" | undefined;
  while ((verdict = judge(begin)) === undefined) {
    const next = await rest.next();
    if (next.done === true) {
      // What was cut, or is no JSON at all, is named by the reader of the list.
      verdict = isWhole(begin) ? "shape" : "list";
      break;
    }
    first.push(next.value);
    begin += Buffer.from(next.value.subarray(0, longestBegin)).toString("latin1");
  }
  if (verdict !== "list") {
    await rest.return?.();
    throw noList(verdict);
  }
  const before = totalBefore.exec(begin.slice(0, rowsBegin.exec(begin)?.index ?? 0))?.[1];
  return {
    async *[Symbol.asyncIterator]() {
      let end = Buffer.alloc(0);
      const seen = (chunk: Uint8Array): Uint8Array => {
        end = Buffer.concat([end, chunk.subarray(-endBytes)]).subarray(-endBytes);
        return chunk;
      };
      try {
        for (const chunk of first) yield seen(chunk);
        for (let next = await rest.next(); next.done !== true; next = await rest.next())
          yield seen(next.value);
        const total = totalBehind.exec(end.toString("latin1"))?.[1] ?? before;
        if (total !== undefined) ended(Number(total));
      } finally {
        await rest.return?.();
      }
    },
  };
}

/** What an answer is, by its beginning; nothing while that cannot be told. */
function judge(begin: string): "list" | "item" | "shape" | undefined {
  // The reader names what is no JSON.
  if (/^(?:\u00ef\u00bb\u00bf)?\s*[^\s{[\u00ef]/.test(begin)) return "list";
  const word = name.exec(begin)?.[1];
  if (word !== undefined && word !== "ResultSet") return word === "items" ? "item" : "shape";
  const rows = rowsBegin.exec(begin)?.[1];
  if (rows !== undefined) return rows === "[" ? "list" : "shape";
  return begin.length < longestBegin ? undefined : "shape";
}

function isWhole(text: string): boolean {
  try {
    return typeof JSON.parse(Buffer.from(text, "latin1").toString().replace("\ufeff", "")) === "object";
  } catch {
    return false;
  }
}

function noList(reason: "item" | "shape"): ScanferryError {
  return new ScanferryError(
    "remote/failed",
    reason === "item"
      ? "XNAT answered with one thing where a list was asked for."
      : "XNAT's answer is not a list.",
    {
      hint: "This release may not have this list at this path. Scans are listed below /data/experiments/ID and below /data/projects/P/subjects/S/experiments/E.",
      details: { reason },
    },
  );
}
