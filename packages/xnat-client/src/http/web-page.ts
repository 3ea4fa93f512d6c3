import { ScanferryError, looksLikeHtml } from "@scanferry/transfer";

/** The pages that XNAT sends somebody to instead of answering. */
export type PageKind = "login" | "password" | "inactive" | "other";

const addresses: readonly (readonly [PageKind, RegExp])[] = [
  ["login", /\/(?:Login|Verification|Register)[^/]*\.vm\b|\/XDATLoginUser\b/i],
  ["inactive", /\/Inactive\w*\.vm\b/i],
  ["password", /\/(?:XDATScreen_UpdateUser|ChangePassword|\w*ExpiredPassword)\w*\.vm\b/i],
];

const marks = {
  inactive: /account[^<]{0,80}(?:disabled|inactive|not (?:been )?(?:enabled|verified))/i,
  password: /password[^<]{0,40}(?:has )?expired|change your password/i,
  login: /<input\b[^>]*\btype\s*=\s*["']?password|<title\b[^>]*>[^<]*\b(?:log|sign)[\s_-]?(?:in|on)\b/i,
};

/** Whether an answer is typed as a page. */
export function isPageType(headers: Headers): boolean {
  return /^\s*(?:text\/html|application\/xhtml)/i.test(headers.get("content-type") ?? "");
}

/** Which page an address is, where it is one of those. @param address Where a redirect led or points to. */
export function pageAt(address: string): PageKind | undefined {
  const path = URL.canParse(address, "http://x") ? new URL(address, "http://x").pathname : "";
  return addresses.find(([, pattern]) => pattern.test(path))?.[0];
}

/** Which page a text is; nothing where it is none. */
export function pageIn(text: string): PageKind | undefined {
  if (!looksLikeHtml(text)) return undefined;
  if (marks.inactive.test(text)) return "inactive";
  if (marks.password.test(text)) return "password";
  return marks.login.test(text) ? "login" : "other";
}

/** The error for a page where data were asked for. */
export function pageError(kind: PageKind, status: number): ScanferryError {
  const details = { status, page: kind };
  if (kind === "password") {
    return new ScanferryError("auth/rejected", "XNAT wants a new password before it lets this account in.", {
      hint: "Log in on its web page, choose a new password there, and use that one.",
      details: { ...details, reason: "password-change" },
    });
  }
  if (kind === "inactive") {
    return new ScanferryError("auth/rejected", "The account is not active on this XNAT.", {
      hint: "Log in on its web page to see why; its administrator can enable the account.",
      details: { ...details, reason: "inactive" },
    });
  }
  if (kind === "login") {
    return new ScanferryError("auth/expired", "XNAT sent its login page instead of data.", {
      hint: "Log in again. If that does not help, a sign-in portal may stand in front of the server: ask its administrator for an address that programs may use.",
      details,
    });
  }
  return new ScanferryError("remote/failed", "A web page came back where data of XNAT were asked for.", {
    hint: "A proxy or a wrong address may answer in its place. Open the address of the XNAT in a browser; if it has a path, as in https://host/xnat, that belongs to it.",
    details,
  });
}
