import type { DicomHeader } from "@scanferry/dicom";
import { ruleBook } from "../choice/rule-book.js";
import { seriesChoice } from "../choice/series-choice.js";
import type { LeftOutReason } from "../left-out-file.js";
import type { Place } from "../layout/placing.js";
import type { PlanOptions } from "../plan-options.js";
import type { SessionDraft } from "./session-draft.js";

/** What is done with a series. */
export interface SeriesVerdict {
  leaveOut?: { reason: LeftOutReason; by?: string };
  scanType: string | undefined;
}

/** Decides on series, each once in its session; `onDoubt` gets those that are sent and that not exactly one rule matches. */
export function seriesVerdicts(
  options: PlanOptions,
  onDoubt: (place: Place, header: DicomHeader, rules: number) => Promise<void>,
): (draft: SessionDraft, place: Place, header: DicomHeader) => Promise<SeriesVerdict> {
  const isAsked = seriesChoice(options.series);
  const look = ruleBook(options.rules);
  return async (draft, place, header) => {
    const key = `${place.series}\0${header.seriesUid}`;
    const known = draft.verdicts.get(key);
    if (known !== undefined) return known;
    const rule = look(header);
    const names = {
      number: header.seriesNumber,
      folder: place.series,
      description: header.seriesDescription,
      scanType: rule?.scanType,
    };
    const verdict: SeriesVerdict = { scanType: rule?.scanType };
    if (!isAsked(names)) verdict.leaveOut = { reason: "series-not-asked" };
    else if (rule?.skip !== undefined) verdict.leaveOut = { reason: "skipped-by-rule", by: rule.skip };
    else if (rule !== undefined && rule.rules !== 1) await onDoubt(place, header, rule.rules);
    draft.verdicts.set(key, verdict);
    return verdict;
  };
}
