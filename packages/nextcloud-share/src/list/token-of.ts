/** The token in a link of a list; empty when it holds none, so that a mistyped cell is no error. */
export function tokenOf(url: string): string {
  const token = /\/s\/([^/?#]+)/.exec(url.trim())?.[1] ?? "";
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
