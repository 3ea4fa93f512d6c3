import { encodePath, remotePath } from "../http/encode-path.js";

/** The URL path, below the Nextcloud's root, of a file in the account. */
export function filesUrl(userId: string, path: string): string {
  const clean = remotePath(path);
  return `remote.php/dav/files/${encodeURIComponent(userId)}${clean === "" ? "/" : `/${encodePath(clean)}`}`;
}

/** The URL path of an account's upload folders, of one of them, or of something in it. */
export function uploadsUrl(userId: string, uploadId?: string, name?: string): string {
  const all = `remote.php/dav/uploads/${encodeURIComponent(userId)}`;
  if (uploadId === undefined) return `${all}/`;
  const folder = `${all}/${encodeURIComponent(uploadId)}`;
  return name === undefined ? folder : `${folder}/${encodeURIComponent(name)}`;
}

/**
 * The part of a decoded href after which paths of the account begin. What stands before it is the Nextcloud's subfolder,
 * which a rewriting proxy may show to us but not to the server, or the other way round.
 */
export function hrefMarker(userId: string): string {
  return `/remote.php/dav/files/${userId}`;
}
