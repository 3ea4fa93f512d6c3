const STYLE =
  "body {font-family:Tahoma,Arial,sans-serif;} h1, h2, h3, b {color:white;background-color:#525D76;} h1 {font-size:22px;} h2 {font-size:16px;} h3 {font-size:14px;} p {font-size:12px;} a {color:black;} .line {height:1px;background-color:#525D76;border:none;}";

const REASONS: Readonly<Record<number, readonly [reason: string, description: string]>> = {
  400: [
    "Bad Request",
    "The server cannot or will not process the request due to something that is perceived to be a client error (e.g., malformed request syntax, invalid request message framing, or deceptive request routing).",
  ],
  401: [
    "Unauthorized",
    "The request has not been applied because it lacks valid authentication credentials for the target resource.",
  ],
  403: ["Forbidden", "The server understood the request but refuses to authorize it."],
  404: [
    "Not Found",
    "The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.",
  ],
  500: [
    "Internal Server Error",
    "The server encountered an unexpected condition that prevented it from fulfilling the request.",
  ],
};

/** Tomcat's own page: what its filters and `sendError()` answer with; the message stands behind "Message" (recorded). */
export function tomcatPage(status: number, message: string): string {
  const [reason, description] = REASONS[status] ?? [String(status), ""];
  const title = `HTTP Status ${String(status)} – ${reason}`;
  return (
    `<!doctype html><html lang="en"><head><title>${title}</title><style type="text/css">${STYLE}</style></head><body>` +
    `<h1>${title}</h1><hr class="line" /><p><b>Type</b> Status Report</p><p><b>Message</b> ${escapeMessage(message)}</p>` +
    `<p><b>Description</b> ${description}</p><hr class="line" /><h3>Apache Tomcat/9.0.70 (Debian)</h3></body></html>`
  );
}

/** Tomcat escapes slashes as well (recorded). */
function escapeMessage(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("/", "&#47;");
}
