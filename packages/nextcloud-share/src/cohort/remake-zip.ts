import { createHash } from "node:crypto";
import { zipLength } from "@scanferry/zip-crypt";
import type { SealedAttempt } from "../journal/share-state.js";
import { isSourceChange } from "./read-source.js";
import { sealZip } from "./seal-zip.js";
import type { PlannedSource, ZipPlan } from "./zip-plan.js";

/** A zip that was made once more, to know what it was. */
export interface RemadeZip {
  sizeBytes: number;
  sha256: string;
  entries: { name: string; sha256: string }[];
}

/** The plan of an earlier attempt, from the sources of the present one; undefined when they changed since. */
function planOf(attempt: SealedAttempt, present: ZipPlan): ZipPlan | undefined {
  const { encryption } = attempt;
  if (encryption !== "aes-256" && encryption !== "zipcrypto") return undefined;
  const sources: PlannedSource[] = [];
  for (const mark of attempt.sealed.sources) {
    const source = present.sources.find(({ name }) => name === mark.name);
    if (source?.sizeBytes !== mark.sizeBytes || source.mtimeMs !== mark.mtimeMs) return undefined;
    sources.push(source);
  }
  return { sources, encryption, zipBytes: zipLength(sources, { encryption }) };
}

/**
 * Makes the zip of an interrupted attempt once more, from the journal's salts and password, without sending it. The same
 * bytes on the server are the proof that a file there is that attempt's, and no other's.
 */
export async function remakeZip(
  attempt: SealedAttempt,
  present: ZipPlan,
  signal?: AbortSignal,
): Promise<RemadeZip | undefined> {
  const plan = planOf(attempt, present);
  if (plan === undefined) return undefined;
  const { salts, sources } = attempt.sealed;
  const zip = sealZip(plan, {
    password: attempt.password,
    salts,
    sha256: sources.map(({ sha256 }) => sha256),
    ...(signal === undefined ? {} : { signal }),
  });
  const hash = createHash("sha256");
  let sizeBytes = 0;
  try {
    for await (const chunk of zip.body.open()) {
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
  } catch (error) {
    if (isSourceChange(error)) return undefined;
    throw error;
  }
  return { sizeBytes, sha256: hash.digest("hex"), entries: zip.digests() };
}
