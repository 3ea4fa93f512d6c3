import type { XnatSandboxOptions } from "../../src/index.js";

/** Reads one project. */
export const BOB = { username: "bob", password: "Bob-Pass-word" };
const ADMIN = { username: "admin", password: "Admin-Pass-word" };

/** Three subjects, one with a MR and a PET session, one session shared into another project. */
export const STUDY: XnatSandboxOptions = {
  users: [ADMIN, { ...BOB, collaborator: ["P"] }],
  projects: [
    {
      id: "P",
      name: 'A, B and "C"',
      description: "two\nlines",
      piFirstname: "Ada",
      piLastname: "Lovelace",
      subjects: [
        { label: "S1", fields: { gender: "female" }, inserted: "2026-01-01T10:00:00.500Z" },
        {
          label: "002",
          inserted: "2026-02-01T10:00:00Z",
          sessions: [
            { label: "002_MR1", date: "2020-05-05", sharedInto: [{ project: "Q", label: "GUEST_MR" }] },
            { label: "002_PET1", modality: "PET", date: "2021-06-06" },
          ],
        },
        { label: "S3", inserted: "2026-03-01T10:00:00Z", sessions: 0 },
      ],
      scans: [
        { id: "1", type: "T1w", resources: ["DICOM"] },
        { id: "3-MR1", type: "a/b, c", resources: ["DICOM", "NIFTI"] },
      ],
      sessionResources: ["QC"],
      subjectResources: ["CONSENT"],
    },
    { id: "Q", accessibility: "protected", subjects: 0 },
    { id: "SECRET" },
  ],
};

/** Labels of the rows of a list. */
export const labels = (rows: readonly Readonly<Record<string, string>>[]): readonly (string | undefined)[] =>
  rows.map((row) => row["label"]);
