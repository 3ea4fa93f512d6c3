import { ScanferryError } from "../errors/scanferry-error.js";

/** A path such as `$.Images.*`, taken apart. */
export interface JsonSelector {
  path: string;
  segments: readonly string[];
}

/**
 * Reads the paths of {@link streamJson}: `$`, then one name or `*` per level.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function parseSelectors(paths: readonly string[]): JsonSelector[] {
  return paths.map((path) => {
    if (!/^\$(\.[^.]+)+$/.test(path)) {
      throw new ScanferryError("input/invalid", "A path into JSON is not of the form $.name.*", {
        hint: "Begin with $, then write a name or * for each level, with dots between.",
        subject: path,
      });
    }
    return { path, segments: path.split(".").slice(1) };
  });
}

/** Tells which of the paths leads to a value: `stack` holds what the value lies in, from the whole text on. */
export function selectorOf(
  selectors: readonly JsonSelector[],
  stack: readonly { key?: string | number | undefined }[],
  key: string | number,
): string {
  const keyAt = (level: number): string => String(level + 1 < stack.length ? stack[level + 1]?.key : key);
  const found = selectors.find(
    ({ segments }) =>
      segments.length === stack.length &&
      segments.every((segment, level) => segment === "*" || segment === keyAt(level)),
  );
  return found?.path ?? "";
}
