/**
 * The root of a Nextcloud from an address as people copy it from the browser: without `/index.php/…`, `/apps/…`,
 * `/login`, `/s/…`, or the WebDAV address that the web page shows.
 */
export function rootAddress(address: string): string {
  return address
    .trim()
    .replace(/[?#].*$/, "")
    .replace(/\/(index\.php|remote\.php|public\.php|ocs|apps|login|s)(\/.*)?$/i, "")
    .replace(/\/+$/, "");
}
