import { isScanferryError } from "@scanferry/transfer";

import type { UnseenFinding } from "./finding.js";

/** A place, and what to say where this account may not look into it. */
export interface Place extends Pick<UnseenFinding, "place" | "project"> {
  /** @default what the error says, which names the page where access is requested */
  closed?: string;
}

/**
 * Looks into a place. Where this account may not, or the server cannot list it, that is a finding too: one broken or closed project hides
 * nothing in the others. What ends every request, such as a lost connection, is thrown.
 */
export async function lookInto(
  { closed, ...where }: Place,
  look: () => Promise<unknown>,
): Promise<UnseenFinding | undefined> {
  try {
    await look();
    return undefined;
  } catch (error) {
    if (isScanferryError(error, "auth/forbidden") || isScanferryError(error, "auth/required")) {
      return {
        kind: "unseen",
        ...where,
        advice: closed ?? error.hint ?? "Ask the project's owner for access.",
      };
    }
    if (isScanferryError(error, "remote/not-found") || isScanferryError(error, "remote/failed")) {
      return {
        kind: "unseen",
        ...where,
        advice: `The server did not list it: ${error.message} Look there on the web page, or ask its administrator.`,
      };
    }
    throw error;
  }
}
