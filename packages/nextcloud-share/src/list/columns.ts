/** The header row of a share list, in order: a contract with the people and scripts that read it. */
export const listColumns = [
  "subject",
  "url",
  "password",
  "expire",
  "file",
  "bytes",
  "sha256",
  "remote_path",
  "status",
  "shared_at",
  "link_password",
] as const;

/** One column of a share list. */
export type ListColumn = (typeof listColumns)[number];

/** One row of a share list: one participant, one link. Absent cells are empty texts. */
export interface ShareListRow {
  /** The participant's folder name as it stands, e.g. `sub-01` or `subj1`. */
  subject: string;
  /** The link, e.g. `https://cloud.example.org/s/xtwqyBj9dj3atQy`. */
  url: string;
  /** What opens the zip. Empty when the passwords lie in a file of their own. */
  password: string;
  /** The last day on which the link works, `YYYY-MM-DD`, in the time zone of the Nextcloud user. */
  expire: string;
  /** Name of the shared file, e.g. `sub-01.zip`. */
  file: string;
  /** Size of the shared file; undefined in rows of today's script. */
  bytes: number | undefined;
  /** SHA-256 of the shared file, in hexadecimal. */
  sha256: string;
  /** Where the file lies below the user's files, e.g. `MRI-share/sub-01.zip`. */
  remotePath: string;
  /** `shared`, `revoked`, or what a check found. */
  status: string;
  /** When the link was made, as an ISO 8601 moment. */
  sharedAt: string;
  /** What the link itself asks for; empty when it asks for nothing. */
  linkPassword: string;
}

/** Which member of a row stands in which column. */
export const columnFields = {
  subject: "subject",
  url: "url",
  password: "password",
  expire: "expire",
  file: "file",
  bytes: "bytes",
  sha256: "sha256",
  remote_path: "remotePath",
  status: "status",
  shared_at: "sharedAt",
  link_password: "linkPassword",
} as const satisfies Record<ListColumn, keyof ShareListRow>;

/** A row with nothing in it but the participant. */
export function emptyRow(subject: string): ShareListRow {
  return {
    subject,
    url: "",
    password: "",
    expire: "",
    file: "",
    bytes: undefined,
    sha256: "",
    remotePath: "",
    status: "",
    sharedAt: "",
    linkPassword: "",
  };
}
