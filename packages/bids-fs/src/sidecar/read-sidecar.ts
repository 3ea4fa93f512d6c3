import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import type { DatasetContext } from "../dataset/dataset.js";
import { placeOf } from "../dataset/place.js";
import { contentProblem } from "../image/content-problem.js";
import { localError } from "../errors/local-error.js";
import { throwIfAborted } from "../errors/throw-if-aborted.js";
import type { BidsName } from "../names/parse-bids-name.js";
import { readName } from "../query/read-name.js";
import type { ReadName } from "../query/read-name.js";
import { listFolder } from "../walk/list-folder.js";

/** How a sidecar is read. */
export interface SidecarOptions {
  readonly signal?: AbortSignal;
}

/** The metadata that hold for a file. */
export interface Sidecar {
  /** All fields; where several files give one, the file nearest to the image wins. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The JSON files read, relative to the dataset's root, from the root down. */
  readonly sources: readonly string[];
}

/**
 * Reads the JSON metadata of a file after the BIDS inheritance principle (BIDS 1.11, common principles): at every level from the
 * dataset's root down to the file's folder, the JSON file with the same suffix whose entities are all among the file's.
 * Fields are merged whole, the nearest file wins. Two applicable files at one level are an error, unless one of them has the
 * file's very name (bids-standard/bids-specification issue 1583): converters write `sub-01_T1w.json` beside `sub-01_acq-x_T1w.json`.
 *
 * @throws {@link ScanferryError} input/invalid for a path outside the dataset and where two files at one level apply; data/corrupt where one is no JSON object;
 * local/not-found where its content was not fetched
 */
export async function readSidecar(
  context: DatasetContext,
  path: string,
  options: SidecarOptions,
): Promise<Sidecar> {
  if (posix.isAbsolute(path) || path.split("/").includes("..")) throw outside(path);
  let metadata: Record<string, unknown> = {};
  const sources: string[] = [];
  for (const level of levelsOf(path)) {
    throwIfAborted(options.signal);
    const names = listNames(context.root, level);
    if (level !== "" && names.includes("dataset_description.json")) {
      // A derivative is a dataset of its own: nothing is inherited from above it.
      metadata = {};
      sources.length = 0;
    }
    const name = applicable(context, level, names, path);
    if (name === undefined) continue;
    const source = posix.join(level, name);
    metadata = { ...metadata, ...(await readObject(context.root, source)) };
    sources.push(source);
  }
  return { metadata, sources };
}

/** `sub-01/anat/x` → the root, `sub-01`, `sub-01/anat`. */
function levelsOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return ["", ...parts.map((_, i) => parts.slice(0, i + 1).join("/"))];
}

function listNames(root: string, level: string): string[] {
  try {
    return listFolder(`${root}/${level}`).map((entry) => entry.name);
  } catch (error) {
    throw localError(error, level);
  }
}

function applicable(
  context: DatasetContext,
  level: string,
  names: readonly string[],
  path: string,
): string | undefined {
  const read = (folder: string, name: string) =>
    readName(name, placeOf(folder, context.layout), context.layout);
  const name = posix.basename(path);
  const target = read(posix.dirname(path), name);
  const own = `${name.slice(0, name.length - target.extension.length)}.json`;
  if (names.includes(own)) return own;
  const found = names.filter((one) => one.endsWith(".json") && applies(read(level, one), target));
  if (found.length <= 1) return found[0];
  throw new ScanferryError("input/invalid", "Several metadata files of one folder apply to the same file.", {
    hint: "BIDS allows one per folder. Rename one so that its entities tell which files it is for, or merge them.",
    details: { applicableFiles: found.length },
    subject: path,
  });
}

function applies(candidate: ReadName, target: BidsName): boolean {
  return (
    candidate.extension === ".json" &&
    candidate.suffix !== undefined &&
    candidate.suffix === target.suffix &&
    (candidate.furtherParts ?? 0) === 0 &&
    Object.entries(candidate.entities).every(([key, value]) => target.entities[key] === value)
  );
}

async function readObject(root: string, path: string): Promise<Record<string, unknown>> {
  const problem = await contentProblem(`${root}/${path}`);
  if (problem !== undefined) {
    throw new ScanferryError(problem.code, problem.message, { hint: problem.hint, subject: path });
  }
  let value: unknown;
  try {
    value = JSON.parse((await readFile(`${root}/${path}`, "utf8")).replace(/^\uFEFF/, ""));
  } catch (error) {
    if (error instanceof SyntaxError) throw notAnObject(path, error);
    throw localError(error, path);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw notAnObject(path);
  return value as Record<string, unknown>;
}

function outside(path: string): ScanferryError {
  return new ScanferryError(
    "input/invalid",
    "A file of a dataset is named by its path below the dataset's root.",
    {
      hint: "Hand in a file from ds.files(), or a path such as sub-01/anat/sub-01_T1w.nii.gz.",
      subject: path,
    },
  );
}

function notAnObject(path: string, cause?: unknown): ScanferryError {
  return new ScanferryError("data/corrupt", "A metadata file does not hold a JSON object.", {
    hint: "Open it in an editor and correct it, or take it from the converter again.",
    subject: path,
    cause,
  });
}
