import { platform } from "node:os";

import { ScanferryError } from "../errors/scanferry-error.js";
import { controlCharacters, isReservedName, windowsForbidden } from "./reserved-names.js";

/** Limits of {@link safePath}. */
export interface SafePathOptions {
  /** The longest single name, in bytes of UTF-8. @default 255 */
  nameBytesLimit?: number;
  /** The longest whole path, in bytes of UTF-8. @default 1024 */
  pathBytesLimit?: number;
  /** Whether characters that only Windows refuses (`< > : " | ? *`) are refused too. @default whether this is Windows */
  windows?: boolean;
}

function refuse(path: string, why: string): never {
  throw new ScanferryError("data/unsafe-path", `A file name from outside is not safe to write: ${why}.`, {
    hint: "The file is left out. Rename it at its origin.",
    subject: path,
  });
}

/**
 * Checks a relative path that somebody else gave (a server, an archive) and gives it back normalized with `/`.
 * Refused are: traversal, absolute paths, drive letters, backslashes, control characters, the device names of Windows,
 * names that end in a dot or a space, and names that are too long. Unicode is left as it stands.
 *
 * @throws {@link ScanferryError} `data/unsafe-path`
 * @example
 * ```ts
 * safePath("S1//scans/./1.dcm"); // "S1/scans/1.dcm"
 * safePath("../../etc/passwd");  // throws
 * ```
 */
export function safePath(path: string, options: SafePathOptions = {}): string {
  const { nameBytesLimit = 255, pathBytesLimit = 1024, windows = platform() === "win32" } = options;
  if (controlCharacters.test(path)) refuse(path, "it holds a control character");
  if (path.includes("\\")) refuse(path, "it holds a backslash");
  if (path.startsWith("/")) refuse(path, "it is absolute");
  const names = path.split("/").filter((name) => name !== "" && name !== ".");
  if (names.length === 0) refuse(path, "it is empty");
  if (/^[a-z]:/i.test(names[0] ?? "")) refuse(path, "it begins with a drive letter");
  if (path.endsWith("/")) refuse(path, "it names a folder");
  for (const name of names) {
    if (name === "..") refuse(path, "it leads out of the folder");
    if (/[. ]$/.test(name)) refuse(path, "a name ends in a dot or a space");
    if (isReservedName(name)) refuse(path, "Windows reserves one of the names");
    if (windows && windowsForbidden.test(name)) refuse(path, "Windows refuses one of its characters");
    if (Buffer.byteLength(name) > nameBytesLimit) refuse(path, "a name is too long");
  }
  const normalized = names.join("/");
  if (Buffer.byteLength(normalized) > pathBytesLimit) refuse(path, "it is too long");
  return normalized;
}
