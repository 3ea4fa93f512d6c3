import { access } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ScanferryError } from "@scanferry/transfer";

/** The files by which a spreadsheet program says that it has a document open. */
function lockFilesOf(path: string): { file: string; program: string }[] {
  const folder = dirname(path);
  const name = basename(path);
  return [
    { file: join(folder, `~$${name}`), program: "Excel" },
    { file: join(folder, `.~lock.${name}#`), program: "LibreOffice" },
  ];
}

/**
 * Tells which spreadsheet program has a list open, by its lock file; undefined when none has.
 *
 * @example
 * ```ts
 * await openedBy("share-list.xlsx"); // "Excel" while ~$share-list.xlsx lies beside it
 * ```
 */
export async function openedBy(path: string): Promise<string | undefined> {
  for (const { file, program } of lockFilesOf(path)) {
    const there = await access(file).then(
      () => true,
      () => false,
    );
    if (there) return program;
  }
  return undefined;
}

/** The error of a list that another program holds. */
export function listBusyError(program: string | undefined, cause?: unknown): ScanferryError {
  return new ScanferryError(
    "local/busy",
    program === undefined
      ? "The share list is held by another program and cannot be replaced."
      : `The share list is open in ${program}.`,
    {
      hint:
        "Close it and run the same command again: finished rows wait in the journal and are added then. " +
        "If the program is not running, remove its lock file beside the list.",
      retryable: true,
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
