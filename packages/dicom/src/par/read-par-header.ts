import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { ScanferryError, folded, fsError, throwIfAborted } from "@scanferry/transfer";
import type { ParHeader } from "./par-header.js";
import { ParReader } from "./par-reader.js";

/** Options of {@link readParHeader}. */
export interface ReadParOptions {
  signal?: AbortSignal | undefined;
}

/** No line of a PAR file comes near; what has longer ones is something else. */
const longestLine = 65_536;

/**
 * Reads the text header (`.PAR`, versions 3 to 4.2) of a Philips PAR/REC pair and finds the `.REC` beside it.
 *
 * @throws {@link ScanferryError} `data/corrupt` where it is no PAR header; `local/not-found`, `local/denied`, `aborted`
 * @example
 * ```ts
 * const { protocol, seriesNumber, recFile } = await readParHeader("raw/S01_WIP_T1_4_1.PAR");
 * ```
 */
export async function readParHeader(path: string, options: ReadParOptions = {}): Promise<ParHeader> {
  const reader = new ParReader();
  try {
    let isFirst = true;
    for await (const line of linesOf(path, options.signal)) {
      if (isFirst && !line.startsWith("# === DATA DESCRIPTION FILE")) throw noPar(path);
      isFirst = false;
      reader.add(line);
    }
    if (isFirst) throw noPar(path);
    const recFile = await findRec(path);
    return {
      name: basename(path, extname(path)),
      ...reader.result(),
      ...(recFile === undefined ? {} : { recFile }),
    };
  } catch (error) {
    throw fsError(error, path);
  }
}

/** The lines of a text that may be UTF-8 or, from older consoles, Latin-1. */
async function* linesOf(path: string, signal: AbortSignal | undefined): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const piece of createReadStream(path)) {
    throwIfAborted(signal);
    rest = Buffer.concat([rest, piece as Buffer]);
    let from = 0;
    for (let end = rest.indexOf(0x0a); end !== -1; end = rest.indexOf(0x0a, from)) {
      yield decode(rest.subarray(from, end));
      from = end + 1;
    }
    rest = rest.subarray(from);
    if (rest.length > longestLine) throw noPar(path);
  }
  if (rest.length > 0) yield decode(rest);
}

function decode(line: Buffer): string {
  const text = line.toString("utf8");
  return (text.includes("\ufffd") ? line.toString("latin1") : text).replace(/\r$/, "");
}

/** The file with the same name and the ending REC, in whatever capitals. */
async function findRec(path: string): Promise<string | undefined> {
  const folder = dirname(path);
  const names = await readdir(folder);
  const wanted = `${basename(path, extname(path))}.rec`;
  const alike = names.filter((name) => folded(name) === folded(wanted));
  // Where a folder holds a.PAR and A.PAR, each has its own.
  const own = alike.find((name) => basename(name, extname(name)) === basename(path, extname(path)));
  const found = own ?? alike[0];
  return found === undefined ? undefined : join(folder, found);
}

function noPar(path: string): ScanferryError {
  return new ScanferryError("data/corrupt", "The file is no PAR header of a Philips PAR/REC pair.", {
    hint: "Give the .PAR file: a text that begins with “# === DATA DESCRIPTION FILE”.",
    details: { reason: "not-par" },
    subject: path,
  });
}
