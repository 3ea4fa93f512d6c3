import { readFileSync } from "node:fs";
import { join } from "node:path";
import { recordings } from "./peers.js";

/** One recorded request. */
export interface Recorded {
  readonly title: string;
  /** The arguments of the recorded curl. */
  readonly args: readonly string[];
  /** How many characters of the body were kept, when it was cut. */
  readonly bodyLimit: number | undefined;
  readonly status: number;
  readonly text: string;
}

/** A recording as text, bytes one to one. */
export function recordingText(name: string): string {
  return readFileSync(join(recordings, `${name}.txt`), "latin1");
}

/** The requests of a recording, in their order. */
export function readRecording(name: string): Recorded[] {
  return recordingText(name)
    .split(/^### /m)
    .slice(1)
    .map((text) => {
      const [title = "", command = ""] = text.split("\n");
      return {
        title: title.trim(),
        args: shellWords(command.replace(/^> curl /, "")),
        bodyLimit: bodyLimit(text),
        status: Number(/HTTP\/[\d.]+ (\d{3})/.exec(text)?.[1] ?? "0"),
        text,
      };
    });
}

/** Words of a command line as Python's shlex.quote writes them. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word = "";
  let inWord = false;
  for (const match of line.matchAll(/'([^']*)'|"([^"]*)"|(\s+)|([^\s'"]+)/g)) {
    if (match[3] !== undefined) {
      if (inWord) words.push(word);
      word = "";
      inWord = false;
      continue;
    }
    word += match[1] ?? match[2] ?? match[4] ?? "";
    inWord = true;
  }
  if (inWord) words.push(word);
  return words;
}

function bodyLimit(text: string): number | undefined {
  const cut = text.search(/\.\.\. \[\d+ chars\]/);
  if (cut < 0) return undefined;
  const head = text.slice(0, cut);
  // The body begins behind the last header line.
  const body = head.slice(/^(?:[\s\S]*\n)?< [^\n]*\n/.exec(head)?.[0].length ?? 0);
  return Buffer.from(body.replace(/^\n+/, ""), "latin1").toString("utf8").length;
}
