import { looksLikeHtml } from "./from-status.js";
import { ScanferryError } from "./scanferry-error.js";

/** The error for an answer that should have been JSON; nothing of its text enters it. */
export function notJson(text: string, details: Readonly<Record<string, number>> = {}): ScanferryError {
  if (looksLikeHtml(text)) {
    return new ScanferryError(
      "auth/expired",
      "The server sent a web page, probably its login page, instead of JSON.",
      {
        hint: "Log in again; if that does not help, check that the address points to the right service.",
        details,
      },
    );
  }
  return new ScanferryError("remote/failed", "The server's answer is not JSON.", {
    hint: "Check that the address points to the right service, and that nothing in between changes its answers.",
    details,
  });
}
