import { safeName } from "@scanferry/transfer";

/** A path below a resource with names that every file system takes. */
export function diskPath(path: string): string {
  return path
    .split("/")
    .filter((name) => name !== "")
    .map((name) => safeName(name))
    .join("/");
}
