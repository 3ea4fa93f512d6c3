import { close, open, read } from "node:fs";

/**
 * Reads a small file into a buffer, as far as that reaches, and gives the part that it filled. Opened, read and closed by the plain
 * calls: on a tree of ten thousand slices the handles of `fs.promises`, and asking for the length once more, cost as much as the bytes.
 */
export function readSmallFile(path: string, into: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    open(path, "r", (failed, file) => {
      if (failed !== null) {
        reject(failed);
        return;
      }
      const end = (error: Error | null, filled: number): void => {
        close(file, () => {
          if (error === null) resolve(into.subarray(0, filled));
          else reject(error);
        });
      };
      const fill = (filled: number): void => {
        read(file, into, filled, into.length - filled, filled, (error, bytes) => {
          if (error !== null || bytes === 0 || filled + bytes === into.length) end(error, filled + bytes);
          else fill(filled + bytes);
        });
      };
      fill(0);
    });
  });
}
