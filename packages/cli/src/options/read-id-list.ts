import { readFile } from "node:fs/promises";
import { fsError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { idsOf, refuseIds, type IdColumns } from "./ids-of.js";
import { isFolder } from "./is-folder.js";

/** A list of ids is text that people write; what is larger is another file. */
const limitBytes = 64 * 1024 * 1024;

/**
 * Reads the ids of a file: one per line, or a CSV with one of the named columns.
 *
 * @throws {@link ScanferryError} `local/not-found` · `local/denied` · `data/corrupt` · `input/invalid`
 */
export async function readIdList(path: string, columns: IdColumns): Promise<string[]> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw isFolder(error) ? refuseIds("A list of ids is a file, not a folder.", path) : fsError(error, path);
  });
  if (bytes.length > limitBytes) throw refuseIds("The file is too large for a list of ids.", path);
  return idsOf(bytes, path, columns);
}

/**
 * The same for the value of an option: `-` reads standard input, which can hold either the list or the password.
 *
 * @param noun - what the list names, e.g. "candidates"
 */
export async function idsFromOption(
  file: string,
  call: CallContext,
  { noun, columns }: { noun: string; columns: IdColumns },
): Promise<string[]> {
  if (file !== "-") return readIdList(file, columns);
  if (call.options.flag("passwordStdin")) {
    throw new ScanferryError(
      "input/invalid",
      `Standard input cannot be the password and the list of ${noun}.`,
      { hint: "Give the list as a file." },
    );
  }
  return idsOf(new TextEncoder().encode(await call.readStdin()), "standard input", columns);
}
