import { encodePath, remotePath } from "../http/encode-path.js";

/** The URL path, below the Nextcloud's root, of a file in the account. */
export function filesUrl(userId: string, path: string): string {
  const clean = remotePath(path);
  return `remote.php/dav/files/${encodeURIComponent(userId)}${clean === "" ? "/" : `/${encodePath(clean)}`}`;
}

/** The URL path of an upload folder, or of something in it. */
export function uploadsUrl(userId: string, uploadId: string, name?: string): string {
  const folder = `remote.php/dav/uploads/${encodeURIComponent(userId)}/${encodeURIComponent(uploadId)}`;
  return name === undefined ? folder : `${folder}/${encodeURIComponent(name)}`;
}

/** The decoded path that the server's hrefs begin with, for a Nextcloud that may live in a subfolder. */
export function hrefRoot(baseUrl: string, path: string): string {
  return `${decodeURIComponent(new URL(baseUrl).pathname.replace(/\/$/, ""))}/${path}`;
}
