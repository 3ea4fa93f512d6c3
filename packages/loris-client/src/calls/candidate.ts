import { ScanferryError, isScanferryError, isLoginFailure } from "@scanferry/transfer";
import type { CallOptions, LorisContext } from "../context.js";
import { apiPath } from "../http/api-path.js";
import { getJson } from "../http/get-json.js";
import type { CandidateDetails } from "../schemas/candidate.js";
import { candidateDetailsSchema } from "../schemas/candidate.js";

/**
 * One candidate with its visits.
 *
 * @param id A CandID that the server has named; for any other, {@link findCandidate}.
 */
export function candidate(
  ctx: LorisContext,
  id: string,
  options: CallOptions = {},
): Promise<CandidateDetails> {
  return getJson(ctx, apiPath("candidates", id), candidateDetailsSchema, {
    ...options,
    what: "the candidate",
    subject: id,
  });
}

/**
 * A candidate whose ID a person gave.
 *
 * @param id A CandID. v28 also takes a PSCID.
 * @throws {@link ScanferryError} `remote/not-found`, also where v28 answers 500 with a web page, which it does for a well-formed ID that it does not know
 */
export async function findCandidate(
  ctx: LorisContext,
  id: string,
  options: CallOptions = {},
): Promise<CandidateDetails> {
  try {
    return await candidate(ctx, id, options);
  } catch (error) {
    if (!isScanferryError(error, "remote/failed") || error.details?.["status"] !== 500) throw error;
    if (isLoginFailure(error)) throw error;
    throw new ScanferryError("remote/not-found", "LORIS failed on this candidate.", {
      hint: "Releases 24 to 28 answer so for an ID that they do not know. Check it; if it is right, the server's log says more.",
      details: { status: 500 },
      subject: id,
      cause: error,
    });
  }
}
