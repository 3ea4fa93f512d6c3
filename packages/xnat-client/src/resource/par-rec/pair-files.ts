import { basename, dirname, extname, join } from "node:path";
import { readParHeader, type ParHeader } from "@scanferry/dicom";
import { ScanferryError, isAbort, toScanferryError } from "@scanferry/transfer";
import type { CallOptions } from "../../context.js";
import type { PutSource } from "../put-options.js";
import { walkSources } from "../sources/walk-sources.js";

/** A Philips PAR header and its image. */
export interface ParRecPair {
  readonly par: string;
  readonly rec: string;
  readonly header: ParHeader;
}

/** What was found of pairs, and which files make none. */
export interface FoundPairs {
  readonly pairs: readonly ParRecPair[];
  readonly problems: readonly ScanferryError[];
}

/**
 * Brings the PAR and REC files among some sources together, by their name without its ending, and holds the length of each REC against its header.
 *
 * @throws {@link ScanferryError} `local/*`, `aborted`
 */
export async function pairFiles(
  sources: readonly PutSource[],
  { signal }: CallOptions = {},
): Promise<FoundPairs> {
  const halves = new Map<string, { par?: string; rec?: string; recBytes?: number }>();
  const problems: ScanferryError[] = [];
  for await (const { path, sizeBytes } of walkSources(sources, { leftOut: 0 }, { signal })) {
    const ending = extname(path).toLowerCase();
    const key = join(dirname(path), basename(path, extname(path)));
    const found =
      ending === ".par" ? { par: path } : ending === ".rec" ? { rec: path, recBytes: sizeBytes } : undefined;
    // A conversion leaves x.nii beside x.PAR and x.REC, and is no half of theirs.
    if (found !== undefined) halves.set(key, { ...halves.get(key), ...found });
    else problems.push(problem("input/invalid", "The file is neither a PAR nor a REC.", path));
  }
  const pairs: ParRecPair[] = [];
  for (const { par, rec, recBytes } of halves.values()) {
    if (par === undefined || rec === undefined) {
      const missing = par === undefined ? "REC has no PAR" : "PAR has no REC";
      problems.push(
        problem("input/invalid", `The ${missing} of the same name among the files.`, par ?? rec ?? ""),
      );
      continue;
    }
    try {
      const header = await readParHeader(par, { signal });
      if (header.recBytes !== undefined && header.recBytes !== recBytes)
        problems.push(problem("data/size-mismatch", "The REC has another length than its PAR says.", rec));
      else pairs.push({ par, rec, header });
    } catch (error) {
      if (isAbort(error)) throw error;
      problems.push(toScanferryError(error));
    }
  }
  return { pairs, problems };
}

function problem(
  code: "input/invalid" | "data/size-mismatch",
  message: string,
  subject: string,
): ScanferryError {
  return new ScanferryError(code, message, {
    hint:
      code === "input/invalid"
        ? "Give both files of each pair, and nothing else; name them alike but for their endings."
        : "One of the two was cut when it was copied. Export the pair again.",
    subject,
  });
}
