import { access, readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ScanferryError, fsError, parseCsv } from "@scanferry/transfer";
import type { PutTask } from "@scanferry/xnat-client";
import { putPlace } from "./resource-place.js";

const columns = ["path", "label", "file"] as const;

/**
 * Reads a table of what goes where: its first line names the columns `path`, `label` and `file`. Files count from the table's own folder.
 *
 * @throws {@link ScanferryError} `input/invalid` with the line · `local/not-found` and its like
 */
export async function readPutTable(path: string): Promise<PutTask[]> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw fsError(error, path);
  });
  const [head = [], ...rows] = parseCsv(bytes).rows;
  const names = head.map((cell) => cell.trim().toLowerCase());
  if (columns.some((column) => !names.includes(column)))
    throw refused("The table's first line does not name the columns path, label and file.", path);
  const folder = dirname(resolve(path));
  const tasks = rows.flatMap((cells, index): PutTask[] => {
    if (cells.every((cell) => cell.trim() === "")) return [];
    const [place = "", label = "", file = ""] = columns.map((column) => cells[names.indexOf(column)]?.trim());
    if (place === "" || label === "" || file === "")
      throw refused(`Line ${String(index + 2)} leaves one of the three empty.`, path);
    return [{ place: putPlace(place, label), files: [resolve(folder, file)] }];
  });
  if (tasks.length === 0) throw refused("The table names no file.", path);
  await checkFiles(tasks.flatMap(({ files }) => files as readonly string[]));
  return tasks;
}

/** One missing file would fail all rows of its resource, after others have been sent. */
async function checkFiles(files: readonly string[]): Promise<void> {
  for (const file of files)
    await access(file).catch((error: unknown) => {
      throw fsError(error, file);
    });
}

function refused(message: string, subject: string): ScanferryError {
  return new ScanferryError("input/invalid", message, {
    hint: "Write for example: path,label,file and below it P/S1/S1_MR1,NIFTI,s1/t1.nii.gz.",
    subject,
  });
}
