import { ScanferryError } from "@scanferry/transfer";

const nouns = { subject: "subject", session: "session", scan: "scan" } as const;

/**
 * Checks a label before it is sent: XNAT 1.6 answers one with a blank or a dot with 500 and no word about it (recordings 26 and 30), later
 * ones with 417.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function checkLabel(label: string, of: keyof typeof nouns): void {
  if (/^[\w-]{1,255}$/.test(label)) return;
  throw new ScanferryError("input/invalid", `XNAT does not take this label of a ${nouns[of]}.`, {
    hint: "A label has letters (A-Z), digits, _ and - alone: no blanks, dots or umlauts.",
    subject: label,
  });
}
