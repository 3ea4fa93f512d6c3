const TYPES: ReadonlyMap<string, string> = new Map([
  ["zip", "application/zip"],
  ["gz", "application/gzip"],
  ["bin", "application/x-bin"],
  ["txt", "text/plain"],
  ["md", "text/markdown"],
  ["json", "application/json"],
  ["csv", "text/csv"],
  ["tsv", "text/tab-separated-values"],
  ["pdf", "application/pdf"],
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["html", "text/html"],
  ["exe", "application/x-ms-dos-executable"],
  ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
]);

/** The type Nextcloud derives from a file's name. */
export function mimeType(name: string): string {
  const dot = name.lastIndexOf(".");
  const extension = dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
  return TYPES.get(extension) ?? "application/octet-stream";
}
