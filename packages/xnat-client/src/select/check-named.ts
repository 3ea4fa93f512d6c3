import { ScanferryError } from "@scanferry/transfer";

/**
 * Refuses an empty name, which is mostly a variable that was not filled: it would mean nobody, or everybody.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function checkNamed(...names: readonly (string | undefined)[]): void {
  if (names.every((name) => name === undefined || name.trim() !== "")) return;
  throw new ScanferryError("input/invalid", "A name of a project, subject or experiment is empty.", {
    hint: "Give its label or accession ID, or leave it out.",
  });
}
