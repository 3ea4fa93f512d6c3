import { extname } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";

/** What a raw request carries besides its method and path. */
export interface RequestParts {
  query: Record<string, string>;
  headers: Record<string, string>;
  body?: string;
}

/** Headers that the login and the connection set by themselves. */
const ownHeaders = /^(?:authorization|proxy-.*|cookie|host|connection|content-length|transfer-encoding)$/i;

/**
 * Reads `--query`, `--header` and `--data` of a raw request.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function requestParts(
  { options }: CallContext,
  data: { bytes: Buffer; source: string } | undefined,
): RequestParts {
  const query = pairs(options.paths("query"), "=", "--query takes key=value.");
  const headers = pairs(
    options.paths("header"),
    ":",
    "--header takes a name and a value: 'Accept: text/xml'.",
  );
  if (Object.keys(headers).some((name) => ownHeaders.test(name))) {
    throw new ScanferryError("input/invalid", "--header cannot set this header.", {
      hint: "The login comes from the profile or the environment, and the connection's headers from the request itself.",
    });
  }
  if (data === undefined) return { query, headers };
  const body = textOf(data);
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
  return {
    query,
    body,
    headers: typed ? headers : { ...headers, "Content-Type": typeOf(body, data.source) },
  };
}

/** A name that is given twice gets both values, divided by a comma: XNAT reads that as “or”, and HTTP joins headers so. */
function pairs(texts: readonly string[], divider: string, wanted: string): Record<string, string> {
  const found = new Map<string, string>();
  for (const text of texts) {
    const at = text.indexOf(divider);
    if (at < 1) throw new ScanferryError("input/invalid", wanted);
    const name = text.slice(0, at).trim();
    const value = text.slice(at + 1).trim();
    const before = found.get(name);
    found.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(found);
}

function textOf({ bytes, source }: { bytes: Buffer; source: string }): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ScanferryError("input/invalid", "The body of --data is not UTF-8 text.", {
      hint: "A raw request sends text: JSON, XML or a form.",
      subject: source,
      cause,
    });
  }
}

/** XNAT tells bodies apart by their type alone. */
function typeOf(text: string, source: string): string {
  const first = text.trimStart().charAt(0);
  const extension = extname(source).toLowerCase();
  if (extension === ".json" || first === "{" || first === "[") return "application/json";
  return extension === ".xml" || first === "<" ? "text/xml" : "text/plain";
}
