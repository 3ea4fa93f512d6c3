import { close, fstatSync, open, read } from "node:fs";
import { checkUnchanged, type PlannedBytes } from "./planned-bytes.js";

/**
 * Reads a small file into a buffer of one byte more, which tells a file that has grown, and gives the part that it filled. Opened, read and closed by
 * the plain calls: on a tree of ten thousand slices the handles of `fs.promises` cost as much as the bytes. What the file is now is asked without leaving
 * the thread, since an open file's facts are in memory.
 *
 * @throws {@link ScanferryError} `data/size-mismatch` where it is not what was planned; errors of `node:fs` as they are
 */
export function readSmallFile(planned: PlannedBytes, into: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    open(planned.path, "r", (failed, file) => {
      if (failed !== null) {
        reject(failed);
        return;
      }
      const end = (error: unknown, filled: number): void => {
        close(file, () => {
          if (error === null) resolve(into.subarray(0, filled));
          else reject(error instanceof Error ? error : new Error("A file could not be read."));
        });
      };
      const check = (filled: number): void => {
        try {
          checkUnchanged(planned, { size: filled, mtimeMs: fstatSync(file).mtimeMs });
          end(null, filled);
        } catch (error) {
          end(error, filled);
        }
      };
      const fill = (filled: number): void => {
        read(file, into, filled, into.length - filled, filled, (error, bytes) => {
          if (error !== null) end(error, filled);
          else if (bytes === 0 || filled + bytes === into.length) check(filled + bytes);
          else fill(filled + bytes);
        });
      };
      fill(0);
    });
  });
}
