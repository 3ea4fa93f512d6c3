import { ScanferryError, type SettledItem } from "@scanferry/transfer";

import type { MissingNames } from "../../select/select-options.js";
import { skipped } from "./settled.js";

/** Makes a skipped result of each name that is missing on the server, so that programs see them too; `details.alike` is a label there that resembles it. */
export function* missingNames(
  project: string | undefined,
  { kind, labels, hint, alike }: MissingNames,
): Generator<SettledItem, void, undefined> {
  for (const label of labels) {
    const id = project === undefined ? label : `${project}/${label}`;
    const message = `The ${kind} that was asked for is not on the server, or this account may not see it.`;
    const found = alike.find(({ asked }) => asked === label)?.found;
    const details = found === undefined ? {} : { details: { alike: found } };
    yield skipped(id, new ScanferryError("remote/not-found", message, { hint, subject: label, ...details }));
  }
}
