import { close, open, read } from "node:fs";

/**
 * Reads a file whose length is known into memory; what comes back is longer or shorter where the file has changed. Opened, read and closed by the plain
 * calls: on a tree of ten thousand slices the handles of `fs.promises`, and asking for the length once more, cost as much as the bytes.
 */
export function readSmallFile(path: string, sizeBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    open(path, "r", (failed, file) => {
      if (failed !== null) {
        reject(failed);
        return;
      }
      // One byte more tells a file that has grown.
      const buffer = Buffer.allocUnsafeSlow(sizeBytes + 1);
      const end = (error: Error | null, filled: number): void => {
        close(file, () => {
          if (error === null) resolve(buffer.subarray(0, filled));
          else reject(error);
        });
      };
      const fill = (filled: number): void => {
        read(file, buffer, filled, buffer.length - filled, filled, (error, bytes) => {
          if (error !== null || bytes === 0 || filled + bytes === buffer.length) end(error, filled + bytes);
          else fill(filled + bytes);
        });
      };
      fill(0);
    });
  });
}
