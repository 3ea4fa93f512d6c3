const blank = "[hidden]";

/**
 * Blanks secrets in a text: the values given, the user part of any address, every query value and every `Basic …` or `Bearer …` credential.
 *
 * @param secrets Values that must not stay in the text; empty ones are ignored.
 * @example
 * ```ts
 * redact("GET https://me:pw@host/a?token=abc", ["pw"]); // "GET https://[hidden]@host/a?token=[hidden]"
 * ```
 */
export function redact(text: string, secrets: Iterable<string | undefined> = []): string {
  let clean = text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]*@/gi, `$1${blank}@`)
    .replace(/([?&][^=\s&#"'<>]+=)[^&\s#"'<>]*/g, `$1${blank}`)
    .replace(/\b(Basic|Bearer|Digest|Token)\s+[A-Za-z0-9+/=._~-]{4,}/gi, `$1 ${blank}`);
  for (const secret of secrets) {
    if (secret === undefined || secret === "") continue;
    clean = clean.replaceAll(secret, blank);
    const encoded = encodeURIComponent(secret);
    if (encoded !== secret) clean = clean.replaceAll(encoded, blank);
  }
  return clean;
}
