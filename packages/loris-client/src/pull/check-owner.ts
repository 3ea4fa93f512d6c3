import { ScanferryError } from "@scanferry/transfer";

import type { PlannedImage } from "./planned-image.js";

/** Whose a file is, by the row of the server's list that names it. */
export type Owner = Pick<PlannedImage, "candidate" | "visit">;

/**
 * Holds a link to the candidate and visit of its row. Folder and file name come from the row and the bytes from the link: where the two
 * disagree, one person's image would be stored as another's.
 *
 * @throws {@link ScanferryError} `data/unsafe-path`
 */
export function checkOwner(link: string, { candidate, visit }: Owner): void {
  if (!link.replace(/^\/*/, "/").startsWith(`/candidates/${candidate}/${visit}/`)) throw notTheirs(link);
}

/**
 * Holds the name of a file of the BIDS endpoint to the candidate and visit of its row; BIDS itself writes visits with letters and digits alone.
 *
 * @throws {@link ScanferryError} `data/unsafe-path`
 */
export function checkBidsName(name: string, { candidate, visit }: Owner): void {
  const sessions = [visit, visit.replaceAll(/[^0-9A-Za-z]/g, "")];
  if (!sessions.some((session) => name.startsWith(`sub-${candidate}_ses-${session}_`))) throw notTheirs(name);
}

function notTheirs(subject: string): ScanferryError {
  return new ScanferryError(
    "data/unsafe-path",
    "The server names a file of one candidate or visit in the row of another.",
    {
      hint: "The file is left out, because it would be stored as somebody else's. Tell the administrator of the LORIS.",
      subject,
    },
  );
}
