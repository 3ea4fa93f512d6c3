import type { ApiResponse } from "@scanferry/transfer";
import { ScanferryError } from "@scanferry/transfer";
import { serverMessage } from "../http/server-message.js";
import { knownVersions } from "./server-address.js";

/**
 * Asks version by version until one is there: 404 goes on to the next, anything else decides, a refused login above all.
 *
 * @param ask Sends the login (or, with a token alone, a cheap request) to a version.
 * @throws {@link ScanferryError} `remote/not-found` when no version answers
 */
export async function findVersion(
  wanted: string | undefined,
  ask: (version: string) => Promise<ApiResponse>,
): Promise<{ version: string; answer: ApiResponse }> {
  const versions = wanted === undefined ? knownVersions : [wanted];
  let isLoris = false;
  for (const version of versions) {
    const answer = await ask(version);
    if (answer.status !== 404) return { version, answer };
    isLoris ||= serverMessage(answer.text) !== undefined;
  }
  if (isLoris) {
    throw new ScanferryError("remote/not-found", "This LORIS has no version of the API that is known here.", {
      hint:
        wanted === undefined
          ? `Tried were ${versions.join(", ")}. If its release is newer than 28, name its version with the option apiVersion.`
          : "Leave the version out, so that it is found by itself.",
      details: { status: 404 },
    });
  }
  throw new ScanferryError("remote/not-found", "There is no LORIS at this address.", {
    hint: "Give the address at which its web page opens, without what follows the server's name there, e.g. https://loris.example.org.",
    details: { status: 404 },
  });
}
