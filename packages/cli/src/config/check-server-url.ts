import { ScanferryError } from "@scanferry/transfer";

/**
 * Checks a server's address and gives it in the form that is stored: no slash at the end, no query.
 * A name without a scheme gets https.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function checkServerUrl(text: string): string {
  const trimmed = text.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  let url: URL;
  try {
    url = new URL(full);
  } catch {
    throw new ScanferryError("input/invalid", "The server's address is not a URL.", {
      hint: "For example: https://cloud.example.org",
    });
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new ScanferryError("input/invalid", "The server's address must begin with https:// or http://.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new ScanferryError("input/invalid", "The server's address holds a user or a password.", {
      hint: "Addresses end up in logs and process lists: use --username, and --password-stdin for the password.",
    });
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
