import type { Answer } from "../../server/answer.js";
import { plainAnswer, restletAnswer } from "../answers/restlet-answer.js";
import { XnatError } from "../answers/xnat-error.js";
import type { Xnat } from "../xnat.js";

/** `/data/version`: only 1.6 has it (1.7 and later answer 404). */
export function versionText(xnat: Xnat): Answer {
  if (xnat.version !== "1.6") throw new XnatError(404);
  return plainAnswer("1.6.4", { negotiated: true });
}

/** `/xapi/siteConfig/buildInfo` of 1.7 and later, with the keys that their source names; not measured. */
export function buildInfo(): Answer {
  return restletAnswer({
    type: "application/json",
    body: JSON.stringify({
      version: "1.9.0",
      buildNumber: "1",
      buildDate: "Sat Jun 01 00:00:00 UTC 2024",
      commit: "v1.9.0-1-gsandbox",
      commitNumber: "1",
      commitSha: "sandbox",
      isDirty: "false",
      shaFull: "sandbox",
      tag: "1.9.0",
    }),
  });
}
