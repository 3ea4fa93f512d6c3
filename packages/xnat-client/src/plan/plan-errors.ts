import { ScanferryError } from "@scanferry/transfer";

/** The error of a label that XNAT does not take; 1.6 answers 500 to a space (wire/xnat.md §9). */
export function labelRefused(what: "project" | "subject" | "session", label: string): ScanferryError {
  const how = {
    project: "Give the ID that the project has on the server.",
    subject: "Rename its folder, or give the label with --subject.",
    session: "Rename its folder, or make another label with --session-label.",
  }[what];
  const message =
    label === ""
      ? `The ${what} has no label.`
      : `XNAT does not take the ${what}'s label: only the letters A to Z, digits, _ and - are allowed.`;
  // No folder names it, so none can be renamed.
  const hint =
    label === "" && what !== "project" ? `Give it with --${what}, or name its folder with --layout.` : how;
  return new ScanferryError("input/invalid", message, { hint, subject: label });
}

/** The error of a session whose files are of several studies. */
export function mixedStudies(session: string, studies: number): ScanferryError {
  return new ScanferryError("input/invalid", `The session mixes ${studies} studies.`, {
    hint: "Put each study into a folder of its own, or send them as sessions of their own with --split-studies.",
    details: { studies },
    subject: session,
  });
}

/** The error of a session whose files are of several people. */
export function mixedPatients(session: string): ScanferryError {
  return new ScanferryError("input/invalid", "The session holds files of two different patients.", {
    hint: "Their PatientID differs. Put each person's files into a folder of their own.",
    subject: session,
  });
}

/** The error of two folders that would become one session. */
export function sameLabel(session: string): ScanferryError {
  return new ScanferryError("input/invalid", "Two folders or subjects would become one session.", {
    hint: "A session's label is unique in its project, whatever its capitals. Rename one folder, or make another label with --session-label.",
    subject: session,
  });
}

/** The error of a study of which another session of the plan, named by `other`, holds files too. */
export function sharedStudy(other: string): ScanferryError {
  return new ScanferryError("input/invalid", "Another session of this run holds files of the same study.", {
    hint: "XNAT knows studies by their StudyInstanceUID and may mix the two under one label. Put the study into one session; if both are meant, such as a phantom with one UID, send both with --same-study.",
    details: { reason: "shared-study" },
    subject: other,
  });
}

/** The error of a session whose folder's name can be split into labels in more than one way. */
export function ambiguousName(folder: string): ScanferryError {
  return new ScanferryError("input/invalid", "A folder's name fits the layout in more than one way.", {
    hint: "It is not clear where one label ends and the next begins. Write more of the name into the layout, such as 'SITE_{subject}_{session}', or rename the folder.",
    subject: folder,
  });
}

/** The error of a folder that would become a session and seems to be a series. */
export function seriesAsSession(session: string): ScanferryError {
  return new ScanferryError("input/invalid", "The folder seems to be a series, and would become a session.", {
    hint: "Other folders beside it hold the same study. If the folders that were given hold sessions of one person, name that one with --subject; if they are subjects with series below, say so with --layout subject/series.",
    subject: session,
  });
}

/** The error of a series folder that has more levels than the layout says, with several series below it. */
export function tooDeep(folder: string): ScanferryError {
  return new ScanferryError("input/invalid", "The folders go deeper than the layout says.", {
    hint: "Several series lie below one folder that should be a series. Name each level, with * for those that mean nothing: --layout '*/subject/session/series' or 'subject/session/*/series'; or take any depth: --layout subject/session.",
    subject: folder,
  });
}

/** The error of two files that say to be the same image and are not. */
export function differentTwins(path: string, count: number): ScanferryError {
  return new ScanferryError(
    "data/corrupt",
    "Two files have the same SOPInstanceUID and different contents.",
    {
      hint: "XNAT would keep one of them. Find out which one is right, and take the other away.",
      details: { files: count },
      subject: path,
    },
  );
}

/** The error of a session of which a file cannot be read. */
export function unreadablePart(path: string, count: number, cause?: ScanferryError): ScanferryError {
  return new ScanferryError(
    cause === undefined ? "data/corrupt" : cause.code,
    count === 1
      ? cause === undefined
        ? "A file of the session is cut off or empty."
        : "A file or folder of the session cannot be read."
      : `${count} files of the session are cut off, empty or not readable.`,
    {
      hint: `${cause?.hint === undefined ? "Copy it again from where it came from" : cause.hint.replace(/\.$/, "")}; --skip-unreadable sends the rest without it.`,
      details: { files: count },
      subject: path,
    },
  );
}

/** The error of sources of which nothing lies where the layout says. */
export function nothingFits(path: string, files: number): ScanferryError {
  return new ScanferryError("input/invalid", "No scan lies where the layout has a place for it.", {
    hint: "Say what the folders stand for with --layout (without it: subject/session/series; other words are the names of folders), name the one session with --subject and --session, or take the labels from the headers with --by-header.",
    details: { files },
    subject: path,
  });
}

/** The error of files that cannot be read, where only their headers could say whose they are. */
export function homelessFiles(path: string, files: number): ScanferryError {
  return new ScanferryError(
    "data/corrupt",
    files === 1
      ? "A file is cut off, empty or cannot be read."
      : `${files} files are cut off, empty or cannot be read.`,
    {
      hint: "Their headers would say which session they belong to. Copy them again, or send the rest with --skip-unreadable.",
      details: { files },
      subject: path,
    },
  );
}
