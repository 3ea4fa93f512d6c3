import { ScanferryError, fsError, isAbort, mapAhead } from "@scanferry/transfer";
import type { DicomHeader, Unreadable } from "../header/dicom-header.js";
import { parseFileFrom } from "../header/parse-file.js";
import { FileStarts } from "./file-starts.js";
import type { WalkedEntry } from "./walk-files.js";
import { walkFiles } from "./walk-files.js";

/** Options of {@link scanFolder}. */
export interface ScanFolderOptions {
  signal?: AbortSignal | undefined;
  /** How many files are read at once. @default 16 */
  concurrency?: number | undefined;
  /** Whether to look into a folder, told by its path below the root; nothing below one that is refused is told. @default into all */
  enter?: ((folder: string) => boolean) | undefined;
}

/** One file of a folder: a scan, a file that is not sent and why, or one that could not be looked at. */
export type ScannedFile =
  | {
      /** Relative to the folder, with slashes. */
      readonly path: string;
      readonly sizeBytes: number;
      readonly mtimeMs: number;
      readonly header: DicomHeader;
      readonly unreadable?: undefined;
      readonly error?: undefined;
    }
  | {
      readonly path: string;
      readonly sizeBytes: number;
      readonly mtimeMs: number;
      readonly header?: undefined;
      readonly unreadable: Unreadable;
      readonly error?: undefined;
    }
  | {
      readonly path: string;
      readonly header?: undefined;
      readonly unreadable?: undefined;
      /** No permission, a link, a pipe, a file that vanished. A folder that cannot be listed is told so too. */
      readonly error: ScanferryError;
    };

/**
 * Reads the headers of all files below a folder, whatever they are called. Every file comes exactly once, in a fixed order (depth first, a
 * folder's files before its subfolders, by code unit), also what is no DICOM. Memory does not grow with the number of files. Symbolic
 * links are not followed; each is told as an error.
 *
 * @throws {@link ScanferryError} `local/not-found` or `local/denied` for the folder itself, `aborted`
 * @example
 * ```ts
 * for await (const { path, header, unreadable } of scanFolder("scans")) {
 *   console.log(path, header?.seriesDescription ?? unreadable);
 * }
 * ```
 */
export async function* scanFolder(
  root: string,
  options: ScanFolderOptions = {},
): AsyncGenerator<ScannedFile, void, undefined> {
  const { signal, concurrency = 16 } = options;
  const starts = new FileStarts();
  const scan = async (entry: WalkedEntry): Promise<ScannedFile[]> => [
    await scanEntry(root, entry, starts, signal),
  ];
  yield* mapAhead(
    walkFiles(root, signal, options.enter),
    concurrency,
    scan,
    signal === undefined ? {} : { signal },
  );
}

async function scanEntry(
  root: string,
  { path, kind, error }: WalkedEntry,
  starts: FileStarts,
  signal: AbortSignal | undefined,
): Promise<ScannedFile> {
  if (kind !== "file") return { path, error: error ?? strangeError(kind, path) };
  try {
    return await starts.read(`${root}/${path}`, async ({ fd, stats, first }) => {
      const { size: sizeBytes, mtimeMs } = stats;
      const { header, unreadable } = await parseFileFrom({ fd, sizeBytes, signal }, first);
      return unreadable === undefined
        ? { path, sizeBytes, mtimeMs, header }
        : { path, sizeBytes, mtimeMs, unreadable };
    });
  } catch (caught) {
    if (isAbort(caught)) throw caught;
    return { path, error: fsError(caught, path) };
  }
}

function strangeError(kind: WalkedEntry["kind"], path: string): ScanferryError {
  return kind === "link"
    ? new ScanferryError("input/invalid", "A symbolic link is not followed.", {
        hint: "Put the file itself in its place (for DataLad and git-annex: datalad unlock), or give the folder that the link leads to.",
        subject: path,
      })
    : new ScanferryError("input/invalid", "A pipe, socket or device stands among the files.", {
        hint: "Leave it out.",
        subject: path,
      });
}
