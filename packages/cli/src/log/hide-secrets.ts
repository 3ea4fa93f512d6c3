const blank = "[secret]";

/**
 * Takes known secrets out of a text that came from elsewhere: a path, a server's words, a field of a log. Very short
 * ones are left: they would blank words.
 */
export function hideSecrets(text: string, secrets: Iterable<string>): string {
  return replaceAll(text, [...secrets]);
}

/**
 * Takes secrets out of a sentence of this program, which holds none by itself. A secret that is a plain word stays:
 * a blank in a sentence that everybody knows would tell the password.
 */
export function hideSecretsInSentence(text: string, secrets: Iterable<string>): string {
  return replaceAll(
    text,
    [...secrets].filter((secret) => secret.length >= 16 || /[^\p{L}]/u.test(secret)),
  );
}

/** The same for every string in a value that will be printed as JSON; names of fields are never touched. */
export function hideSecretsIn(value: unknown, secrets: Iterable<string>): unknown {
  if (typeof value === "string") return hideSecrets(value, secrets);
  if (Array.isArray(value)) return value.map((item) => hideSecretsIn(item, secrets));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, hideSecretsIn(item, secrets)]),
  );
}

function replaceAll(text: string, secrets: readonly string[]): string {
  let clean = text;
  // Longest first, so that a secret within another one leaves no rest of it.
  const known = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  for (const secret of known) for (const form of forms(secret)) clean = clean.replaceAll(form, blank);
  return clean;
}

/** A secret as it stands, within JSON, and within an address. */
function forms(secret: string): Set<string> {
  return new Set([secret, JSON.stringify(secret).slice(1, -1), encoded(secret)]);
}

/** A lone half of a surrogate pair cannot stand in an address. */
function encoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret;
  }
}
