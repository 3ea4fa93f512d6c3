/** A machine's entry in a netrc file. */
export interface NetrcEntry {
  username?: string;
  password?: string;
}

/**
 * Finds the entry of a host in the text of a netrc file: the first `machine` of that name, else `default`.
 * Values may stand in double quotes; `macdef` bodies are passed over to the next empty line.
 */
export function parseNetrc(text: string, host: string): NetrcEntry | undefined {
  const tokens = text
    .replace(/^\s*macdef\b[^\n]*\n(?:[^\n]*\S[^\n]*\n?)*/gm, "")
    .replace(/^\s*#[^\n]*/gm, "")
    .match(/"(?:\\.|[^"\\])*"|\S+/g);
  const wanted = host.toLowerCase();
  let current: NetrcEntry | undefined;
  let found: NetrcEntry | undefined;
  let fallback: NetrcEntry | undefined;
  const words = (tokens ?? []).map(unquote);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === "machine") {
      const name = words[(at += 1)]?.toLowerCase();
      current = {};
      if (name === wanted) found ??= current;
    } else if (word === "default") {
      current = {};
      fallback ??= current;
    } else if (word === "login" || word === "password" || word === "account") {
      const value = words[(at += 1)];
      if (current === undefined || value === undefined || word === "account") continue;
      current[word === "login" ? "username" : "password"] ??= value;
    }
  }
  return found ?? fallback;
}

function unquote(token: string): string {
  return token.startsWith('"') && token.endsWith('"') && token.length > 1
    ? token.slice(1, -1).replace(/\\(.)/g, "$1")
    : token;
}
