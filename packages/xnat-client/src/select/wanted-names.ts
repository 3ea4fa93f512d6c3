import { openSpool } from "@scanferry/transfer";

import { NameSearch } from "./name-search.js";

/** Names that are looked for, and their texts, which can be read again. */
export interface WantedNames {
  search: NameSearch;
  /** All names as they were given. */
  names(): Iterable<string> | AsyncIterable<string>;
  close(): Promise<void>;
}

/** Reads a list of names once. One that streams in goes on into a temporary file, since its missing names are to be told by text. */
export async function wantedNames(given: readonly string[] | AsyncIterable<string>): Promise<WantedNames> {
  const search = new NameSearch();
  if (!(Symbol.asyncIterator in given)) {
    for (const name of given) search.add(name);
    return { search, names: () => given, close: () => Promise.resolve() };
  }
  const spool = await openSpool<string>();
  try {
    for await (const name of given) {
      search.add(name);
      await spool.add(name);
    }
  } catch (error) {
    await spool.close();
    throw error;
  }
  return { search, names: () => spool.read(), close: () => spool.close() };
}
