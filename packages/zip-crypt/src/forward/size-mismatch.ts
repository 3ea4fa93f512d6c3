import { ScanferryError } from "@scanferry/transfer";

/** The error for an entry that is not as long as its headers say. */
export function sizeMismatch(name: string): ScanferryError {
  return new ScanferryError("data/size-mismatch", "An entry is not as long as the archive says.", {
    hint: "The archive was damaged on its way. Get it again.",
    subject: name,
  });
}
