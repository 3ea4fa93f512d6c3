/** The path of a request target, decoded for people and patterns; one that cannot be decoded stays as it is. */
export function decodedPath(url: string): string {
  const path = url.split("?")[0] ?? "/";
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
