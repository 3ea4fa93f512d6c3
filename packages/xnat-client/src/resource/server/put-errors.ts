import { ScanferryError } from "@scanferry/transfer";

/** The error for a file that is there with another content. */
export function fileExists(subject: string): ScanferryError {
  return new ScanferryError("remote/exists", "The resource has another file of this name.", {
    hint: "It was left as it is. Allow overwriting to replace it, or give the file another name.",
    subject,
  });
}

/** The error for a file that stands there in a spelling that no request of ours would replace. */
export function otherSpelling(subject: string): ScanferryError {
  return new ScanferryError(
    "remote/exists",
    "The resource has this file under another spelling of its name.",
    {
      hint: "XNAT 1.6 keeps names as they came, escaped or not, and both would be there. Remove the one that is there first.",
      subject,
    },
  );
}

/** The error for a file that is missing from the list though its request was answered well. */
export function notStored(subject: string): ScanferryError {
  return new ScanferryError("remote/failed", "XNAT took the file and does not list it.", {
    hint: "Run the same command again: what arrived is not sent again. If it stays so, the server may store the file under another name; look at the resource's list.",
    subject,
  });
}

/** The error for a file that arrived with other bytes. */
export function storedOtherwise(subject: string, by: "size" | "digest"): ScanferryError {
  return new ScanferryError(
    by === "size" ? "data/size-mismatch" : "data/checksum-mismatch",
    "What XNAT stored differs from what was sent, twice.",
    {
      hint: "Something between here and the server changes the data. Run the same command again with overwriting allowed, by another way into the network if there is one.",
      subject,
    },
  );
}
