import { ScanferryError } from "../errors/scanferry-error.js";

type Query = Readonly<Record<string, string | number | boolean | undefined>> | URLSearchParams;

function invalid(message: string, hint: string): ScanferryError {
  return new ScanferryError("input/invalid", message, { hint });
}

/** Checks a server's address: http or https, no user name in it, no query; gives it without a slash at its end. */
export function parseBaseUrl(value: string | URL): URL {
  const url = URL.canParse(String(value)) ? new URL(String(value)) : undefined;
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw invalid(
      "The server's address is not a web address.",
      "Write it as https://server.example.org or with a path behind it.",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw invalid(
      "The server's address holds a user name or a password.",
      "Give the address without them, and the login by a profile or by SCANFERRY_USERNAME and SCANFERRY_PASSWORD.",
    );
  }
  url.hash = "";
  url.search = "";
  url.pathname = url.pathname.replace(/\/+$/, "");
  return url;
}

/**
 * Joins a path to the server's address. Dot segments are refused: an URL would silently resolve them, so that a label ".."
 * (which encodeURIComponent leaves as it is) would address something else.
 */
export function addressOf(base: URL, path: string | URL, query?: Query): URL {
  let url: URL;
  if (path instanceof URL || /^https?:\/\//i.test(path)) {
    url = new URL(path);
  } else {
    const [name = ""] = path.split(/[?#]/, 1);
    if (name.split("/").some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) {
      throw invalid("A path on the server holds a dot segment.", "Check the names: none may be “.” or “..”.");
    }
    url = new URL(`${base.origin}${base.pathname.replace(/\/+$/, "")}/${path.replace(/^\/+/, "")}`);
  }
  if (query instanceof URLSearchParams) {
    for (const [key, value] of query) url.searchParams.append(key, value);
  } else {
    for (const [key, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.append(key, String(value));
    }
  }
  return url;
}
