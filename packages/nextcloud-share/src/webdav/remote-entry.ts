import type { DavResource } from "./multistatus.js";

/** One file or folder on the server. */
export interface RemoteEntry {
  /** Path below the account's home, without a leading slash. */
  readonly path: string;
  readonly kind: "file" | "folder";
  readonly sizeBytes: number | undefined;
  readonly etag: string | undefined;
  readonly fileId: string | undefined;
  readonly lastModified: Date | undefined;
  /**
   * What the server has stored as checksums, `SHA256:…`. Nextcloud stores what a client claims (fact 2 of the wire
   * notes), so this is only evidence right after the server was made to compute it.
   */
  readonly checksums: readonly string[];
}

/** The properties that {@link RemoteEntry} needs. */
export const entryPropfind =
  '<?xml version="1.0"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop>' +
  "<d:resourcetype/><d:getcontentlength/><d:getetag/><d:getlastmodified/><oc:fileid/><oc:checksums/>" +
  "</d:prop></d:propfind>";

/** Makes an entry from one resource of a multistatus answer; `marker` ends what stands before paths of the account. */
export function toRemoteEntry(resource: DavResource, marker: string): RemoteEntry {
  const { props } = resource;
  const type = props["resourcetype"];
  const folder = typeof type === "object" && type !== null && "collection" in type;
  const length = text(props["getcontentlength"]);
  const modified = Date.parse(text(props["getlastmodified"]) ?? "");
  const at = resource.path.indexOf(marker);
  const below = at === -1 ? resource.path : resource.path.slice(at + marker.length);
  return {
    path: below.replace(/^\/+|\/+$/g, ""),
    kind: folder ? "folder" : "file",
    sizeBytes: length === undefined || folder ? undefined : Number(length),
    etag: text(props["getetag"])?.replaceAll('"', ""),
    fileId: text(props["fileid"]),
    lastModified: Number.isNaN(modified) ? undefined : new Date(modified),
    checksums: readChecksums(props["checksums"]),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** One `<oc:checksum>` element holds all of them, separated by blanks. */
function readChecksums(value: unknown): string[] {
  if (typeof value !== "object" || value === null || !("checksum" in value)) return [];
  return (text(value.checksum) ?? "").split(/\s+/).filter((entry) => entry !== "");
}
