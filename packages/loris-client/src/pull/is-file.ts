import { stat } from "node:fs/promises";

/** Whether a file stands at a path. */
export function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
