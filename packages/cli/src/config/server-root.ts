/**
 * Takes off an XNAT's address what people copy with it: the page of the browser below `/app`, the `/data`, `/REST` or
 * `/xapi` of scripts. A context path stays, and so does what goes on behind those: the client refuses it.
 */
export function serverRoot(url: string): string {
  return url
    .replace(/\/+$/, "")
    .replace(/\/(?:app(?:\/.*)?|(?:data|REST)(?:\/archive)?|xapi)$/, "")
    .replace(/\/+$/, "");
}
