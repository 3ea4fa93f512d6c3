/** Text with the five characters that XML reserves replaced. */
export function xmlText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A path as Sabre prints it in hrefs: lower-case percent encoding (`%2b`), which clients must decode before comparing. */
export function encodeHref(path: string): string {
  return Buffer.from(path, "utf8").reduce((href, byte) => {
    const char = String.fromCharCode(byte);
    return href + (/[A-Za-z0-9_\-.~()/]/.test(char) ? char : `%${byte.toString(16).padStart(2, "0")}`);
  }, "");
}
