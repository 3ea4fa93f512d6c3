/** What folders stand for, from the widest to the narrowest. */
export const ownerKinds = ["project", "subject", "session", "scan", "resource"] as const;

/** What a folder stands for. */
export type OwnerKind = (typeof ownerKinds)[number];

/** Whom a resource belongs to on the server, whatever these are called there today. */
export interface Owners {
  project: string;
  /** Accession ID. */
  subject?: string;
  /** Accession ID. */
  session?: string;
  /** ID within the session. */
  scan?: string;
  /** Label, with the number where two of one label are beside each other. A resource that is made anew under its label is the same one. */
  resource: string;
}

/** What a folder stands for, as one text: no two things of a server have the same. */
export interface FolderOwner {
  kind: OwnerKind;
  key: string;
}

/**
 * Makes the owner of a folder that stands for something of a kind; nothing where the resource belongs to no such thing.
 *
 * @param within For a resource, the narrowest thing whose resources of one label share a folder: the scan, unless a template has no place for scans.
 */
export function ownerOf(
  owners: Owners,
  kind: OwnerKind,
  within: OwnerKind = "scan",
): FolderOwner | undefined {
  const key = keyOf(owners, kind, within);
  return key === undefined ? undefined : { kind, key };
}

function keyOf(owners: Owners, kind: OwnerKind, within: OwnerKind): string | undefined {
  const { project, subject, session, scan, resource } = owners;
  if (kind === "project") return `project ${project}`;
  if (kind === "subject") return subject && `subject ${subject}`;
  if (kind === "session") return session && `session ${session}`;
  if (kind === "scan") return session && scan && `scan ${session}/${scan}`;
  const outer = ownerKinds.slice(0, ownerKinds.indexOf(within) + 1).reverse();
  const [narrowest = ""] = outer.map((one) => keyOf(owners, one, within)).filter((key) => key !== undefined);
  return `resource of ${narrowest}/${resource}`;
}
