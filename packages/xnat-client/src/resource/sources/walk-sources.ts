import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { ScanferryError, fsError, throwIfAborted } from "@scanferry/transfer";
import type { CallOptions } from "../../context.js";
import type { PutSource } from "../put-options.js";
import type { SourceFile } from "./source-file.js";

/** Whether a file is one that systems leave behind, or lies in a folder of theirs. */
export function isLitter(name: string): boolean {
  return name.split("/").some((part) => litter.has(part));
}

/** What systems and Scanferry leave in folders; nobody means to store it. */
const litter = new Set([".DS_Store", "Thumbs.db", "desktop.ini", ".scanferry", "__MACOSX"]);

/** What is told of a walk besides its files. */
export interface WalkNotes {
  /** Files that systems leave in folders, and symbolic links. */
  leftOut: number;
  /** The first of their names, which people are told. */
  readonly names?: string[];
}

const mostNames = 20;

/** Counts what is left out, and keeps its name as long as people read them. */
export function leaveOut(notes: WalkNotes, name: string): void {
  notes.leftOut++;
  if (notes.names !== undefined && notes.names.length < mostNames) notes.names.push(name);
}

/**
 * Goes through what is to be stored: a file goes under its own name, a folder's files under their names below it, sorted.
 *
 * @throws {@link ScanferryError} `local/*`; `input/invalid` for what is neither a file nor a folder
 */
export async function* walkSources(
  sources: readonly PutSource[],
  notes: WalkNotes,
  { signal }: CallOptions = {},
): AsyncGenerator<SourceFile, void, undefined> {
  for (const source of sources) {
    throwIfAborted(signal);
    const path = typeof source === "string" ? source : source.path;
    const facts = await stat(path).catch((error: unknown) => {
      throw fsError(error, path);
    });
    if (facts.isDirectory()) {
      yield* walkFolder(path, typeof source === "string" ? "" : `${source.name}/`, notes, signal);
    } else if (facts.isFile()) {
      const name = typeof source === "string" ? basename(path) : source.name;
      yield { name, path, sizeBytes: facts.size };
    } else throw noFile(path);
  }
}

async function* walkFolder(
  folder: string,
  prefix: string,
  notes: WalkNotes,
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceFile, void, undefined> {
  throwIfAborted(signal);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fsError(error, folder);
  });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const name = `${prefix}${entry.name}`;
    if (litter.has(entry.name) || entry.isSymbolicLink()) leaveOut(notes, name);
    else if (entry.isDirectory()) yield* walkFolder(path, `${name}/`, notes, signal);
    else if (entry.isFile()) {
      const { size } = await stat(path).catch((error: unknown) => {
        throw fsError(error, path);
      });
      yield { name, path, sizeBytes: size };
    } else throw noFile(path);
  }
}

function noFile(subject: string): ScanferryError {
  return new ScanferryError("input/invalid", "Only files and folders can be stored.", {
    hint: "A pipe or a device has no length, and XNAT wants to know it beforehand. Write it to a file first.",
    subject,
  });
}
