/** What a JSON value is made of: the key lists that its objects have, and the types of its scalars, by their place. */
export interface JsonShape {
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  readonly types: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The shape of a value; members of lists count as one place. */
export function jsonShape(value: unknown): JsonShape {
  const keys = new Map<string, Set<string>>();
  const types = new Map<string, Set<string>>();
  const note = (map: Map<string, Set<string>>, place: string, what: string): void => {
    const there = map.get(place);
    if (there === undefined) map.set(place, new Set([what]));
    else there.add(what);
  };
  const walk = (part: unknown, place: string): void => {
    if (Array.isArray(part)) {
      note(types, place, "list");
      for (const member of part as unknown[]) walk(member, `${place}[]`);
    } else if (typeof part === "object" && part !== null) {
      note(types, place, "object");
      note(keys, place, Object.keys(part).sort().join(" "));
      for (const [name, member] of Object.entries(part)) walk(member, `${place}.${name}`);
    } else note(types, place, part === null ? "null" : typeof part);
  };
  walk(value, "$");
  return { keys, types };
}

/** What differs in keys or types; `null` is compatible with everything, because it is data. */
export function shapeDifferences(recorded: JsonShape, here: JsonShape): string[] {
  const found: string[] = [];
  const places = new Set([...recorded.keys.keys(), ...here.keys.keys()]);
  for (const place of places) {
    const [old, now] = [[...(recorded.keys.get(place) ?? [])], [...(here.keys.get(place) ?? [])]];
    if (old.sort().join("\n") !== now.sort().join("\n"))
      found.push(`${place} has {${old.join("} {")}} in the recording, {${now.join("} {")}} here`);
  }
  for (const [place, types] of here.types) {
    const old = new Set(recorded.types.get(place));
    old.delete("null");
    for (const type of types)
      if (type !== "null" && old.size > 0 && !old.has(type))
        found.push(`${place} is ${type} here, ${[...old].join("|")} in the recording`);
  }
  return found;
}
