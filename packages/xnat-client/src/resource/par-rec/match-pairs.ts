import { basename } from "node:path";
import { matchSeries, type NamingRules, type SeriesRule } from "@scanferry/dicom";
import { ScanferryError } from "@scanferry/transfer";
import type { ParRecPair } from "./pair-files.js";

/** What a naming file says of one pair. */
export interface MatchedPair extends ParRecPair {
  readonly scan: string;
  readonly rule: SeriesRule;
}

/** What a naming file says of all. */
export interface MatchedPairs {
  readonly matched: readonly MatchedPair[];
  /** Left out by a rule, or without one. */
  readonly leftOut: readonly { readonly pair: ParRecPair; readonly error: ScanferryError }[];
  /** Which cannot be stored. */
  readonly problems: readonly { readonly pair: ParRecPair; readonly error: ScanferryError }[];
  /** Pairs that more than one rule matches. */
  readonly doubtful: readonly { readonly pair: ParRecPair; readonly rules: readonly number[] }[];
}

/** Matches pairs with the rules of a naming file, the first that fits; a scan is called by its acquisition number. */
export function matchPairs(pairs: readonly ParRecPair[], rules: NamingRules): MatchedPairs {
  const matched: MatchedPair[] = [];
  const leftOut: MatchedPairs["leftOut"][number][] = [];
  const problems: MatchedPairs["problems"][number][] = [];
  const doubtful: MatchedPairs["doubtful"][number][] = [];
  const types = new Map<string, string | undefined>();
  for (const pair of pairs) {
    const { par, header } = pair;
    const { protocol, seriesNumber } = header;
    const { rule, also } = matchSeries(rules, {
      // The console writes the protocol's name alone.
      description: protocol,
      protocol,
      file: basename(par),
      modality: "MR",
      imageType: [],
      number: seriesNumber,
    });
    if (rule === undefined) {
      leftOut.push({ pair, error: unmatched(par) });
      continue;
    }
    if (also.length > 0) doubtful.push({ pair, rules: [rule, ...also].map((one) => one.rule) });
    if (rule.skip !== undefined) leftOut.push({ pair, error: skippedBy(rule, par) });
    else if (seriesNumber === undefined) problems.push({ pair, error: numberless(par) });
    else {
      const scan = String(seriesNumber);
      if (types.has(scan) && types.get(scan) !== rule.scanType) problems.push({ pair, error: twoTypes(par) });
      else matched.push({ ...pair, scan, rule });
      if (!types.has(scan)) types.set(scan, rule.scanType);
    }
  }
  return { matched, leftOut, problems, doubtful };
}

function unmatched(subject: string): ScanferryError {
  return new ScanferryError("input/invalid", "No rule of the naming file matches this series.", {
    hint: "Add a rule for it, or one that skips it.",
    details: { reason: "unmatched" },
    subject,
  });
}

function skippedBy({ rule, line, skip }: SeriesRule, subject: string): ScanferryError {
  return new ScanferryError("input/invalid", "A rule of the naming file leaves this series out.", {
    hint: `It is rule ${String(rule)}, on line ${String(line)}: ${skip ?? ""}.`,
    details: { reason: "skipped-by-rule", onPurpose: true, rule },
    subject,
  });
}

function numberless(subject: string): ScanferryError {
  return new ScanferryError("data/corrupt", "The PAR names no acquisition number, and so no scan.", {
    hint: "Store the pair in a scan that you name: PROJECT/SUBJECT/SESSION/SCAN.",
    subject,
  });
}

function twoTypes(subject: string): ScanferryError {
  return new ScanferryError(
    "input/invalid",
    "Two series of one acquisition number would be one scan of two types.",
    {
      hint: "Check that all pairs are of one session, and the rules of the naming file.",
      subject,
    },
  );
}
