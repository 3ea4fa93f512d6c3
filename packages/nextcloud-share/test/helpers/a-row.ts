import type { ShareListRow } from "../../src/list/columns.js";

/** A row as a finished share leaves it. */
export function aRow(subject: string, changes: Partial<ShareListRow> = {}): ShareListRow {
  return {
    subject,
    url: `https://cloud.example.org/s/token-${subject}`,
    password: `orange-window-${subject}`,
    expire: "2026-12-12",
    file: `${subject}.zip`,
    bytes: 12_345_678,
    sha256: "a".repeat(64),
    remotePath: `MRI-share/${subject}.zip`,
    status: "shared",
    sharedAt: "2026-11-21T10:00:00.000Z",
    linkPassword: "",
    ...changes,
  };
}
