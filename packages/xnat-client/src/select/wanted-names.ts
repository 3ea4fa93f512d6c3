import { openSpool } from "@scanferry/transfer";

import { NameSearch } from "./name-search.js";

/** Names that are looked for, and their texts, which can be read again. */
export interface WantedNames {
  search: NameSearch;
  /** All names in the order in which they were given. */
  names(): Iterable<string> | AsyncIterable<string>;
  close(): Promise<void>;
}

/** Reads a list of names once, without the white space around them. One that streams in goes on into a temporary file, since its missing names are to be told by text. */
export async function wantedNames(given: readonly string[] | AsyncIterable<string>): Promise<WantedNames> {
  const search = new NameSearch();
  if (!(Symbol.asyncIterator in given)) {
    const names = given.map((name) => name.trim());
    for (const name of names) search.add(name);
    return { search, names: () => names, close: () => Promise.resolve() };
  }
  const spool = await openSpool<string>();
  try {
    for await (const text of given) {
      const name = text.trim();
      search.add(name);
      await spool.add(name);
    }
  } catch (error) {
    await spool.close();
    throw error;
  }
  return { search, names: () => spool.read(), close: () => spool.close() };
}
