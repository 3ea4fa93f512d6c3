import { sep } from "node:path";

/** Joins the root and a path below it (with slashes) in the form of the operating system. */
export function absolutePath(root: string, path: string): string {
  const base = root.endsWith(sep) ? root : root + sep;
  return base + (sep === "/" ? path : path.replaceAll("/", sep));
}
