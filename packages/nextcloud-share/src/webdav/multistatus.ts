import { ScanferryError } from "@scanferry/transfer";
import { z } from "zod";

const responseSchema = z.looseObject({
  href: z.coerce.string(),
  propstat: z
    .looseObject({ status: z.string(), prop: z.union([z.record(z.string(), z.unknown()), z.literal("")]) })
    .optional(),
});

const resultSchema = z.looseObject({ multistatus: z.looseObject({ response: z.array(responseSchema) }) });

/** One resource of a multistatus answer. */
export interface DavResource {
  /** Decoded path part of the href. Nextcloud encodes with lower-case hex, so it is never compared undecoded. */
  readonly path: string;
  /** The properties that were found; what the server does not know is absent. */
  readonly props: Readonly<Record<string, unknown>>;
}

/**
 * Reads a 207 answer with the parser of the `webdav` package (which copes with what other servers send, too).
 *
 * @throws {@link ScanferryError} `remote/failed` when it is no multistatus document.
 */
export async function readMultistatus(xml: string): Promise<DavResource[]> {
  // Loaded at the first answer: it costs more time than all our own code, and commands like --help need none of it.
  const { parseXML } = await import("webdav");
  const parsed = resultSchema.safeParse(await parseXML(xml).catch((error: unknown) => error));
  if (!parsed.success) {
    throw new ScanferryError("remote/failed", "The server's list of files is no WebDAV answer.", {
      hint: "Check that the address is that of a Nextcloud and not of a proxy or portal.",
      cause: parsed.error,
    });
  }
  return parsed.data.multistatus.response.map((response) => ({
    path: decodeHref(response.href),
    // The properties found come in the first propstat; when none was found, the only one is a 404.
    props: foundProps(response.propstat),
  }));
}

function foundProps(propstat: z.output<typeof responseSchema>["propstat"]): Record<string, unknown> {
  if (propstat === undefined || propstat.prop === "" || !/ 2\d\d /.test(`${propstat.status} `)) return {};
  return propstat.prop;
}

function decodeHref(href: string): string {
  const path = href.replace(/^https?:\/\/[^/]+/i, "");
  return path
    .split("/")
    .map((segment) => decodeSegment(segment))
    .join("/");
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
