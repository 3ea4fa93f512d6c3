/** Whether reading failed because a folder was named in the place of a file. */
export function isFolder(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EISDIR";
}
