import { join } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions } from "../../context.js";
import type { PutPlace, PutTask } from "../put-options.js";
import { fieldsOf, filled, matchPaths, type MatchNotes } from "./match-paths.js";

/** Files of many places, found by a pattern. */
export interface PutTemplate {
  /** The resource, with fields in its names: `{ project: "P", subject: "{subject}", experiment: "{subject}-mri", resource: "qBOLD" }`. */
  readonly place: PutPlace;
  /**
   * The files of each, a path with the same fields: `data/erc-wp1-{subject}` or `data/{subject}/qBOLD.tar.gz`. A folder without fields stands for
   * its subfolders, each named as the first field of the place.
   */
  readonly files: string;
  /** Values of the first field, e.g. subjects. @default all that there are */
  readonly only?: readonly string[] | undefined;
}

/** What a template leads to. */
export interface TemplateTasks {
  readonly tasks: readonly PutTask[];
  /** Values that were asked for and have no files here. */
  readonly missing: readonly string[];
  /** Names beside those that fit. */
  readonly passedOver: number;
}

const levels = ["project", "subject", "experiment", "scan", "resource"] as const;

/**
 * Finds the files of a template and the places that they are meant for.
 *
 * @throws {@link ScanferryError} `input/invalid` for a place whose fields the path does not have, or without any; `local/not-found` where nothing fits
 */
export async function templateTasks(
  { place, files, only }: PutTemplate,
  { signal }: CallOptions = {},
): Promise<TemplateTasks> {
  const wanted = [...new Set(levels.flatMap((level) => fieldsOf(place[level] ?? "")))];
  const [first] = wanted;
  if (first === undefined) throw noField();
  const pattern = fieldsOf(files).length === 0 ? join(files, `{${first}}`) : files;
  const unknown = wanted.find((name) => !fieldsOf(pattern).includes(name));
  if (unknown !== undefined) throw unknownField(unknown);
  const notes: MatchNotes = { passedOver: 0 };
  const asked = only === undefined ? undefined : new Set(only);
  const missing = new Set(only);
  const tasks: PutTask[] = [];
  for await (const { path, values } of matchPaths(pattern, notes, { signal })) {
    const value = values[first] ?? "";
    missing.delete(value);
    if (asked?.has(value) === false) continue;
    const names = levels.flatMap((level) => {
      const name = place[level];
      return name === undefined ? [] : [[level, filled(name, values)] as const];
    });
    tasks.push({ place: { resource: place.resource, ...Object.fromEntries(names) }, files: [path] });
  }
  if (tasks.length === 0 && asked === undefined) throw nothingFits(pattern);
  return { tasks, missing: [...missing], passedOver: notes.passedOver };
}

function noField(): ScanferryError {
  return new ScanferryError("input/invalid", "The template names no field.", {
    hint: "Write a field into the place, e.g. P/{subject}/{subject}-mri.",
  });
}

function unknownField(subject: string): ScanferryError {
  return new ScanferryError(
    "input/invalid",
    "The place has a field that the path of the files does not have.",
    {
      hint: "Each field of the place stands in the path too: P/{subject}/{subject}-mri with data/erc-wp1-{subject}.",
      subject,
    },
  );
}

function nothingFits(subject: string): ScanferryError {
  return new ScanferryError("local/not-found", "No file or folder fits the template.", {
    hint: "Check the path; {subject} stands for any text between slashes, and the shell must leave it as it is: put it in quotes.",
    subject,
  });
}
