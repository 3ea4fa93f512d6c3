/**
 * The decoded segments of a path, dot segments resolved, doubled slashes ignored; `undefined` for one that cannot be
 * decoded (a bare `%`).
 */
export function splitPath(rawPath: string): readonly string[] | undefined {
  const names: string[] = [];
  for (const segment of rawPath.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") {
      names.pop();
      continue;
    }
    try {
      names.push(decodeURIComponent(segment));
    } catch {
      return undefined;
    }
  }
  return names;
}
