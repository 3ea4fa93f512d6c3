const TYPES: Readonly<Record<string, string>> = {
  txt: "text/plain",
  xml: "text/xml",
  csv: "text/csv",
  html: "text/html",
  htm: "text/html",
  json: "application/json",
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  svg: "image/svg+xml",
  zip: "application/zip",
  gz: "application/x-gzip",
  tar: "application/x-tar",
};

/** Extensions that browsers may show; everything else is sent as an attachment (SecureResource.representFile). */
const SHOWN = new Set(["txt", "xml", "html", "htm", "pdf", "png", "jpg", "jpeg", "gif", "svg"]);

/** The type that a file is sent with, by its extension. */
export function contentType(path: string): string {
  return TYPES[extensionOf(path)] ?? "application/octet-stream";
}

/** Whether a file is sent with a Content-Disposition. */
export function isAttachment(path: string): boolean {
  return !SHOWN.has(extensionOf(path));
}

function extensionOf(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}
