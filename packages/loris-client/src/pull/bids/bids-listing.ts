import { present } from "@scanferry/transfer";
import { bidsRows } from "../../calls/project-bids.js";
import type { LorisContext } from "../../context.js";
import { oddImage } from "../odd-image.js";
import type { PlannedImage } from "../planned-image.js";

/** The scans files of one session. */
export interface SessionTables {
  candidate: string;
  visit: string;
  tsvLink: string;
  jsonLink?: string;
}

/** Tells sessions apart. */
export function sessionKey({ candidate, visit }: { candidate: string; visit: string }): string {
  return `${candidate}\0${visit}`;
}

/** What is taken from the list besides its images, while it passes. */
export interface BidsListingTaps {
  /** Takes the link of a file of the whole study. */
  onStudyFile(link: string): void;
  onSession(session: SessionTables): Promise<void>;
}

/** Reads the list of the BIDS endpoint once, as a stream: its images are given, the rest goes to the taps. */
export async function* bidsListing(
  ctx: LorisContext,
  project: string,
  taps: BidsListingTaps,
  signal: AbortSignal | undefined,
): AsyncGenerator<PlannedImage, void, undefined> {
  for await (const entry of bidsRows(ctx, project, { signal })) {
    if (entry.type === "study") taps.onStudyFile(entry.link);
    else if (entry.type === "odd") yield oddImage(entry, project);
    else if (entry.type === "session") {
      const { candidate, visit, tsvLink, jsonLink } = entry;
      await taps.onSession(present({ candidate, visit, tsvLink, jsonLink }));
    } else {
      const {
        candidate,
        pscid,
        visit,
        scanType,
        niftiLink,
        subfolder,
        jsonLink,
        bvalLink,
        bvecLink,
        eventLink,
      } = entry;
      const optional = { jsonLink, bvalLink, bvecLink, eventLink };
      const known = { candidate, pscid, visit, modality: scanType, project, link: niftiLink, subfolder };
      yield { ...known, ...present(optional) };
    }
  }
}
