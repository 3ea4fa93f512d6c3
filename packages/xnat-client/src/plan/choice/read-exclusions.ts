import { readFile } from "node:fs/promises";
import { ScanferryError, fsError } from "@scanferry/transfer";
import * as z from "zod";

const schema = z.object({ Exclude: z.array(z.string()) });

/**
 * Reads an Exclusions.json as the labs' script does: `{"Exclude": ["Localizers", "AAHEAD"]}`.
 *
 * @throws {@link ScanferryError} `input/invalid`, `local/not-found`, `local/denied`
 * @example
 * ```ts no-run=it-needs-a-file-of-yours
 * const excludeFrom = await readExclusions("Exclusions.json");
 * ```
 */
export async function readExclusions(path: string): Promise<readonly string[]> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw fsError(error, path);
  });
  try {
    return schema.parse(JSON.parse(text.replace(/^\uFEFF/, ""))).Exclude;
  } catch (cause) {
    throw new ScanferryError("input/invalid", "The file of exclusions cannot be understood.", {
      hint: 'Write JSON such as {"Exclude": ["Localizers", "AAHEAD"]}.',
      subject: path,
      cause,
    });
  }
}
