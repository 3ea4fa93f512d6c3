import type { NameMatch } from "./finding.js";

const prearchivePage = "On the web page it is under Upload > Go to prearchive.";

const caution: Readonly<Record<NameMatch, string>> = {
  exact: "",
  alike: "Its name differs in capital letters or leading zeros: make sure that it is the same person. ",
  part: "Its name only holds the text: make sure that it is the same person. ",
};

/** What to do with a subject in the archive. @param sessions Absent where they could not be listed. */
export function subjectAdvice(match: NameMatch, sessions: number | undefined): string {
  if (sessions === undefined)
    return `${caution[match]}It is in the archive; its sessions could not be listed.`;
  if (sessions > 0) return `${caution[match]}It is in the archive: pull it by its project and label.`;
  return `${caution[match]}It is in the archive and has no sessions in this project: its scans may wait in the prearchive, or were sent under another name or to another project.`;
}

/** What to do with a session in the archive. */
export function sessionAdvice(match: NameMatch): string {
  return `${caution[match]}It is in the archive: pull it by its project, subject and label.`;
}

const byStatus: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/^READY$/, `It has arrived and waits: review it and archive it. ${prearchivePage}`],
  [
    /^CONFLICT$/,
    `The archive has a session of this name, or one with the same scans: compare the two, then archive this one with merging or overwriting, or under another label, or delete it. ${prearchivePage}`,
  ],
  [
    /^ERROR$/,
    `The server could not read or archive it: its log (Details) says why. Rebuild it there, or send it again. ${prearchivePage}`,
  ],
  [
    /^RECEIVING(?:_INTERRUPT)?$/,
    "It is still being received: the server takes it for complete when nothing has come for some minutes. Look again then; if it stays so, the sending was cut: send it again. Where all has been sent, committing it saves the waiting.",
  ],
  [/BUILDING$/, "The server is putting it together: look again in some minutes."],
  [/(?:ARCHIVING|MOVING|SEPARATING)$/, "The server is moving it: look again in some minutes."],
  [/DELETING$/, "It is being deleted: send it again if it is still needed."],
];

/**
 * What to do with a session in the prearchive, by its status; a status with `_` before or after it is the same one, locked while the
 * server works on it ([S] PrearcStatus).
 */
export function prearchiveAdvice(match: NameMatch, status: string): string {
  const plain = status.trim().toUpperCase();
  const known = byStatus.find(([pattern]) => pattern.test(plain.replace(/^_|_$/g, "")));
  return caution[match] + (known?.[1] ?? `Its status there says more. ${prearchivePage}`);
}

/** What to do with a session that no project claimed. */
export function unassignedAdvice(match: NameMatch, status: string): string {
  const move =
    "No project claimed it: the project's name was left out or misspelled when it was sent. Move it to its project (administrators; on the web page: prearchive, Change Project), then review and archive it there.";
  return status === "READY" ? caution[match] + move : `${caution[match]}${move} Its status is ${status}.`;
}

/** Where to ask about the data that no project claimed. */
export const unseenUnassigned =
  "Only administrators see data that no project claimed. When the project's name was left out or misspelled while sending, it lies there: ask an administrator to look for it in the prearchive under Unassigned, and to move it to the project.";

/** Where to ask about a prearchive. */
export const unseenPrearchive =
  "The prearchive of this project is shown only to those who may edit it: ask its owner to look there.";

/** What to do when nothing was found. @param isUnassignedSeen Whether that place was certainly looked into. */
export function nothingAdvice(unseen: number, isUnassignedSeen: boolean): string {
  const causes = [
    "it was sent under another name (look for the PatientName, the PatientID or the session's label, or for a part of them)",
    ...(isUnassignedSeen
      ? []
      : [
          "its project was forgotten or misspelled when it was sent, so that it lies among Unassigned, which only administrators see",
        ]),
    "it is in a project that this account cannot see: ask the project's owner, or an administrator",
    "it never arrived: look at what the sending program said",
  ];
  const places = unseen === 1 ? " One place" : ` ${unseen} places`;
  const gaps = unseen === 0 ? "" : `${places} could not be looked into.`;
  return `Nothing fits in what this account sees.${gaps} It may be that ${causes.join("; or ")}.`;
}
