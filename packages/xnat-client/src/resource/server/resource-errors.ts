import { ScanferryError } from "@scanferry/transfer";

/** The error for a resource that is not there. */
export function noResource(subject: string): ScanferryError {
  return new ScanferryError("remote/not-found", "There is no such resource here.", {
    hint: "Capital letters count. The list of resources has their labels and numbers.",
    subject,
  });
}

/** The error for a file that is not there. */
export function noFile(subject: string): ScanferryError {
  return new ScanferryError("remote/not-found", "The resource has no such file.", {
    hint: "The resource's list of files has their paths.",
    subject,
  });
}

/** The error for a file that cannot be deleted by itself. */
export function takesOthers(subject: string, others: number): ScanferryError {
  return new ScanferryError("remote/refused", "XNAT would delete other files with this one.", {
    hint: `The names of ${String(others)} other files begin with its name, and XNAT deletes by the beginning of names. Delete these too, or move them first: get the resource, delete it, and put it back without the file.`,
    subject,
  });
}

/** The error for a file that outlives its deletion. */
export function stillThere(subject: string): ScanferryError {
  return new ScanferryError("remote/failed", "XNAT says that it deleted the file, and still lists it.", {
    hint: "Run the same command again; if it stays, the account may not delete here.",
    subject,
  });
}
