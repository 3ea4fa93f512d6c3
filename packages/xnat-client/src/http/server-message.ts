const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/**
 * What an error page of XNAT says: Restlet's pages have it in `<h3>`, Tomcat's behind "Message" (wire/xnat.md, 9); plain text is taken as it
 * is. It may name a participant.
 */
export function serverMessage(text: string): string | undefined {
  const html = /<html|<!doctype/i.test(text.slice(0, 2048));
  const found = html
    ? (/<b>\s*Message\s*<\/b>([\s\S]*?)<\/p>/i.exec(text)?.[1] ??
      /<h3>([\s\S]*?)<\/h3>/i.exec(text.replace(/<h3>Apache Tomcat[^<]*<\/h3>/i, ""))?.[1])
    : text;
  const plain = (found ?? "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&(?:#(\d+)|([a-z]+));/gi, (whole, code: string | undefined, name: string | undefined) =>
      code === undefined
        ? (entities[name?.toLowerCase() ?? ""] ?? whole)
        : String.fromCodePoint(Number(code) % 0x110000),
    )
    .replace(/\s+/g, " ")
    .trim();
  return plain === "" ? undefined : plain.slice(0, 300);
}
