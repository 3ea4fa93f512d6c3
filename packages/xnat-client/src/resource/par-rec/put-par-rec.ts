import { basename } from "node:path";
import type { NamingRules } from "@scanferry/dicom";
import { ScanferryError, isAbort, toScanferryError, type TransferResult } from "@scanferry/transfer";
import { scans } from "../../calls/scans.js";
import type { XnatContext } from "../../context.js";
import type { Scan } from "../../schemas/scan.js";
import { createScan } from "../../manage/create-scan.js";
import { putName } from "../place/put-name.js";
import { resolvePlace } from "../place/resolve-place.js";
import type { PutOptions, PutPlace, PutSource, PutTask } from "../put-options.js";
import { storeTasks } from "../put-resources.js";
import { withSummary } from "../put-summary.js";
import { matchPairs, type MatchedPair } from "./match-pairs.js";
import { pairFiles } from "./pair-files.js";

/** How pairs are stored. */
export interface PutParRecOptions extends PutOptions {
  /** The naming file, read. */
  readonly rules: NamingRules;
}

/**
 * Stores Philips PAR/REC pairs in the scans of a session, by a naming file: a scan has the acquisition number of the PAR, is made where it is missing,
 * with the type of the rule, and the pair goes into the rule's resource. A scan of that number with another type is left alone. What makes no pair, what no rule or more than one matches, comes before anything is sent.
 *
 * @param place The session, and the resource of pairs whose rule names none.
 * @throws {@link ScanferryError} `input/invalid` without a session; `remote/not-found`; with `strict` for what no rule matches; `auth/*`, `net/*`, `aborted`
 */
export function putParRec(
  ctx: XnatContext,
  place: PutPlace,
  sources: readonly PutSource[],
  { rules, ...options }: PutParRecOptions,
): AsyncGenerator<TransferResult, void, undefined> {
  return withSummary(ctx, options, run());

  async function* run(): AsyncGenerator<TransferResult, void, undefined> {
    const { signal, strict = false, onEvent, dryRun = false } = options;
    if (place.experiment === undefined || place.scan !== undefined) throw noSession(putName(place));
    const { pairs, problems } = await pairFiles(sources, { signal });
    const { matched, leftOut, problems: unfit, doubtful } = matchPairs(pairs, rules);
    const unmatched = leftOut.find(({ error }) => error.details?.["reason"] === "unmatched");
    if (strict && unmatched !== undefined) throw unmatched.error;
    for (const { pair, rules: several } of doubtful) {
      onEvent?.({
        type: "warning",
        id: idOf(place, pair.par),
        message: "More than one rule of the naming file matches a series; the first one holds.",
        hint: `They are the rules ${several.join(", ")}.`,
      });
    }
    for (const error of problems) yield resultOf(place, error.subject ?? "", "failed", error);
    for (const { pair, error } of unfit) yield resultOf(place, pair.par, "failed", error);
    for (const { pair, error } of leftOut) yield resultOf(place, pair.par, "skipped", error);
    if (matched.length === 0) return;
    const session = await resolvePlace(ctx, place, { signal });
    const there = new Map<string, Scan | undefined>();
    for await (const scan of scans(ctx, session, { signal })) there.set(scan.id, scan);
    const ready: MatchedPair[] = [];
    for (const pair of matched) {
      const scan = there.get(pair.scan);
      if (scan !== undefined && !isScanOf(scan, pair))
        yield resultOf(place, pair.par, "failed", otherScan(pair.par));
      else if (there.has(pair.scan)) ready.push(pair);
      else if (dryRun) yield* planned(place, pair);
      else {
        const refused = await makeScan(ctx, session, pair, signal);
        if (refused === undefined) ready.push(pair);
        else yield resultOf(place, pair.par, "failed", refused);
        if (refused === undefined) there.set(pair.scan, undefined);
      }
    }
    yield* storeTasks(
      ctx,
      ready.map((pair) => taskOf(place, pair)),
      options,
    );
  }
}

async function makeScan(
  ctx: XnatContext,
  { experiment }: PutPlace,
  { scan, rule, header }: MatchedPair,
  signal: AbortSignal | undefined,
): Promise<ScanferryError | undefined> {
  try {
    const fields = { type: rule.scanType, seriesDescription: header.protocol };
    await createScan(ctx, { experiment, scan }, fields, signal === undefined ? {} : { signal });
    return undefined;
  } catch (error) {
    if (isAbort(error)) throw error;
    return toScanferryError(error);
  }
}

/** Whether a scan that is there can be the pair's: DICOM series of a session are numbered too, and not always alike. */
function isScanOf({ type, seriesDescription }: Scan, { rule, header }: MatchedPair): boolean {
  if (rule.scanType !== undefined && type !== "") return rule.scanType === type;
  return seriesDescription === "" || seriesDescription === header.protocol;
}

function otherScan(subject: string): ScanferryError {
  return new ScanferryError("remote/conflict", "The scan with this number is another series.", {
    hint: "Compare its type and description with the PAR and the naming file. Where it is the right one, put the pair there by name: PROJECT/SUBJECT/SESSION/SCAN.",
    subject,
  });
}

function taskOf(place: PutPlace, { scan, rule, par, rec }: MatchedPair): PutTask {
  return { place: { ...place, scan, resource: rule.resource ?? place.resource }, files: [par, rec] };
}

function* planned(place: PutPlace, pair: MatchedPair): Generator<TransferResult> {
  const { place: at } = taskOf(place, pair);
  for (const path of [pair.par, pair.rec]) {
    const id = idOf(at, path);
    yield { id, target: id, action: "upload", status: "planned", bytes: 0 };
  }
}

const idOf = (place: PutPlace, path: string): string => `${putName(place)}/${basename(path)}`;

function resultOf(
  place: PutPlace,
  path: string,
  status: "failed" | "skipped",
  error: ScanferryError,
): TransferResult {
  const id = idOf(place, path);
  return { id, target: id, action: "upload", status, bytes: 0, error };
}

function noSession(subject: string): ScanferryError {
  return new ScanferryError("input/invalid", "Pairs that a naming file sorts into scans need a session.", {
    hint: "Name it: PROJECT/SUBJECT/SESSION. Without a naming file, pairs are stored where the path says.",
    subject,
  });
}
