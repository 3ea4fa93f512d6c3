import type { Answer, HeaderPair } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import type { DavResource } from "./dav-resource.js";
import { parsePropfind, type WantedProperty } from "./parse-propfind.js";

const OPEN =
  '<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns">';

/** PROPFIND; without a Depth header it behaves as Depth 1, and infinity is allowed. */
export async function propfind(
  exchange: Exchange,
  resource: DavResource,
  headers: readonly HeaderPair[],
): Promise<Answer> {
  const wanted = parsePropfind(await exchange.text());
  const depth = exchange.header("depth") ?? "1";
  const levels = depth === "0" ? 0 : depth === "1" ? 1 : Infinity;
  return {
    status: 207,
    reason: "Multi-Status",
    headers: [["Content-Type", "application/xml; charset=utf-8"], ...headers],
    body: multistatus(resource, levels, wanted),
  };
}

/** The document in pieces of some 64 KiB, so that a folder of any size is listed in constant memory. */
async function* multistatus(
  resource: DavResource,
  levels: number,
  wanted: readonly WantedProperty[] | undefined,
): AsyncGenerator<Uint8Array> {
  let text = OPEN;
  for (const one of below(resource, levels)) {
    text += describe(one, wanted);
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = "";
    // Lets other requests in between two pieces of a long list.
    await Promise.resolve();
  }
  yield Buffer.from(`${text}</d:multistatus>\n`);
}

function* below(resource: DavResource, levels: number): Generator<DavResource> {
  yield resource;
  if (levels > 0) for (const child of resource.children()) yield* below(child, levels - 1);
}

function describe(resource: DavResource, wanted: readonly WantedProperty[] | undefined): string {
  const found: string[] = [];
  const missing: string[] = [];
  if (wanted === undefined) {
    for (const property of [...resource.properties.values()].slice(0, resource.allprop)) {
      const value = property();
      if (value !== undefined) found.push(value);
    }
  } else {
    for (const { name, declaration } of wanted) {
      const value = resource.properties.get(name)?.();
      if (value === undefined) missing.push(`<${name}${declaration}/>`);
      else found.push(value);
    }
  }
  const parts = [
    found.length > 0 || missing.length === 0 ? propstat(found, "200 OK") : "",
    missing.length > 0 ? propstat(missing, "404 Not Found") : "",
  ];
  return `<d:response><d:href>${resource.href}</d:href>${parts.join("")}</d:response>`;
}

function propstat(elements: readonly string[], status: string): string {
  return `<d:propstat><d:prop>${elements.join("")}</d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat>`;
}
