import { ScanferryError } from "@scanferry/transfer";

import type { MissingNames } from "./select-options.js";

const namedLimit = 20;

/** Names for an error's subject, which is not shown unless asked for; a long list is cut. */
function joined(labels: readonly string[]): string {
  const named = labels.slice(0, namedLimit).join(", ");
  return labels.length > namedLimit ? `${named} and ${labels.length - namedLimit} more` : named;
}

/** The error of names that the server does not have. */
export function missingError({ kind, labels, asked, hint, alike }: MissingNames): ScanferryError {
  const message =
    asked === 1
      ? `The ${kind} that was asked for is not on the server, or this account may not see it.`
      : `${labels.length} of the ${asked} ${kind}s that were asked for are not on the server, or this account may not see them.`;
  return new ScanferryError("remote/not-found", message, {
    hint,
    subject: joined(labels),
    details: { missing: labels.length, asked, alike: alike.length },
  });
}

/** The error of names that mean two people, or two sessions. */
export function ambiguousError(kind: MissingNames["kind"], names: readonly string[]): ScanferryError {
  return new ScanferryError(
    "remote/ambiguous",
    names.length === 1
      ? `A name that was asked for means two different ${kind}s.`
      : `${names.length} names that were asked for mean two different ${kind}s each.`,
    {
      hint: `It is one's label and another one's accession ID. Give the accession ID of the one that is called so, and the label of the other one; scanferry xnat ls shows both.`,
      subject: joined(names),
      details: { ambiguous: names.length },
    },
  );
}
