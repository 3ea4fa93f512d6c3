import { readdir, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { ScanferryError, fsError, throwIfAborted } from "@scanferry/transfer";
import type { CallOptions } from "../../context.js";

/** A path that fits a pattern, and what stands in the places of its fields. */
export interface MatchedPath {
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What is told of a search besides its paths. */
export interface MatchNotes {
  /** Names beside those that fit. */
  passedOver: number;
}

const field = /\{([a-z]\w*)\}/gi;

/** The fields of a pattern, each once. */
export function fieldsOf(pattern: string): readonly string[] {
  return [...new Set(Array.from(pattern.matchAll(field), ([, name = ""]) => name))];
}

/** Puts values in the places of fields. */
export function filled(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(field, (whole, name: string) => values[name] ?? whole);
}

/**
 * Finds the files and folders of a path with fields, `data/erc-wp1-{subject}/qBOLD.tar.gz` for example: a field stands for one or more
 * characters other than a slash, the same field twice for the same text. In the order of their names.
 *
 * @throws {@link ScanferryError} `local/*`
 */
export async function* matchPaths(
  pattern: string,
  notes: MatchNotes,
  { signal }: CallOptions = {},
): AsyncGenerator<MatchedPath, void, undefined> {
  const parts = pattern.split(sep === "/" ? "/" : /[\\/]/);
  yield* below(parts[0] === "" ? sep : "", parts, 0, {}, notes, signal);
}

async function* below(
  folder: string,
  parts: readonly string[],
  at: number,
  values: Readonly<Record<string, string>>,
  notes: MatchNotes,
  signal: AbortSignal | undefined,
): AsyncGenerator<MatchedPath, void, undefined> {
  throwIfAborted(signal);
  const part = parts[at];
  if (part === undefined) {
    if (await exists(folder)) yield { path: folder, values };
    return;
  }
  if (fieldsOf(part).length === 0) {
    yield* below(join(folder, part), parts, at + 1, values, notes, signal);
    return;
  }
  const names = await readdir(folder === "" ? "." : folder).catch((error: unknown) => {
    throw fsError(error, folder);
  });
  const wanted = patternOf(part, values);
  for (const name of names.sort()) {
    const found = wanted.exec(name);
    if (found === null) notes.passedOver++;
    else yield* below(join(folder, name), parts, at + 1, { ...values, ...found.groups }, notes, signal);
  }
}

/** What a name must look like; a field that has its value already stands for that alone. */
function patternOf(part: string, values: Readonly<Record<string, string>>): RegExp {
  const seen = new Set<string>();
  const texts = part.split(field).map((text, index) => {
    if (index % 2 === 0) return escaped(text);
    const known = values[text];
    if (known !== undefined) return escaped(known);
    if (seen.has(text)) return `\\k<${text}>`;
    seen.add(text);
    return `(?<${text}>.+?)`;
  });
  return new RegExp(`^${texts.join("")}$`, "su");
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    const told = fsError(error, path);
    if (told instanceof ScanferryError && told.code === "local/not-found") return false;
    throw told;
  }
}
