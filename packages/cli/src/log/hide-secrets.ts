/** Takes known secrets out of a text before it is written anywhere. Very short ones are left: they would blank words. */
export function hideSecrets(text: string, secrets: Iterable<string>): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= 4) clean = clean.replaceAll(secret, "[secret]");
  return clean;
}
