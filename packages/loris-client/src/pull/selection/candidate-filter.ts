import { ScanferryError } from "@scanferry/transfer";

import type { ImageFilter } from "./image-filter.js";

/** A filter on candidates. There may be thousands of them, so no list of valid ones is kept. */
export interface CandidateFilter extends ImageFilter {
  /** Names that are somebody's PSCID and look like a CandID, which nobody in the list of images has. */
  doubtful(): readonly string[];
  /** The error of a name that means two people. @param candIds CandIDs that are known besides those in the list of images. */
  ambiguity(candIds?: ReadonlySet<string>): ScanferryError | undefined;
  /** The error of a name that cannot be looked up, because this account may not see the list of candidates. */
  withheld(): ScanferryError;
}

/** The CandID that a name may be: `sub-` of a BIDS folder stands before one, and never before a PSCID. */
export function candIdOf(name: string): string {
  return name.replace(/^sub-/, "");
}

/** A filter on candidates by CandID, PSCID or BIDS name. */
export function candidateFilter(candidates: readonly string[]): CandidateFilter {
  const candIds = new Set(candidates.map(candIdOf));
  const names = new Set(candidates);
  const seenIds = new Set<string>();
  /** PSCIDs that were asked for, with the CandID of whom they belong to. */
  const owners = new Map<string, string>();
  const unknown = (): string[] =>
    candidates.filter((name) => !seenIds.has(candIdOf(name)) && !owners.has(name));
  const refuse = (message: string, hint: string, wrong: readonly string[]): ScanferryError =>
    new ScanferryError("input/invalid", `${wrong.length} of the ${candidates.length} candidates ${message}`, {
      hint,
      subject: wrong.join(", "),
      details: { unknown: wrong.length, asked: candidates.length },
    });
  return {
    noun: "candidate",
    accepts({ candidate, pscid }) {
      const byId = candIds.has(candidate);
      const byName = pscid !== "" && names.has(pscid);
      if (byId) seenIds.add(candidate);
      if (byName) owners.set(pscid, candidate);
      return byId || byName;
    },
    unknown,
    refusal: () =>
      refuse(
        "that were asked for are unknown to the server, or this account may not see them.",
        "Give CandIDs, PSCIDs or sub-CandIDs, as the list of candidates shows them.",
        unknown(),
      ),
    withheld: () =>
      refuse(
        "that were asked for have no images here; whether the server knows them, it does not tell this account.",
        "Check their spelling, or leave them out. This account may not see the list of candidates.",
        unknown(),
      ),
    doubtful: () =>
      [...owners]
        .filter(([name, owner]) => /^\d+$/.test(name) && !seenIds.has(name) && owner !== name)
        .map(([name]) => name),
    ambiguity(candIds = new Set()) {
      const both = [...owners].filter(
        ([name, owner]) => owner !== name && (seenIds.has(name) || candIds.has(name)),
      );
      if (both.length === 0) return undefined;
      return new ScanferryError(
        "remote/ambiguous",
        `${both.length} of the candidates that were asked for are one person's CandID and another person's PSCID.`,
        {
          hint: "Write sub-CandID for the person with that CandID, or give the CandID of the other one.",
          subject: both.map(([name]) => name).join(", "),
          details: { ambiguous: both.length },
        },
      );
    },
  };
}
