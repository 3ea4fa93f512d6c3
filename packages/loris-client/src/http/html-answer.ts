import { ScanferryError } from "@scanferry/transfer";

const marks = {
  mfa: /multi-?factor|two-?factor|\b(?:mfa|2fa|totp)\b|authenticat(?:or|ion)\s+(?:app|code)/i,
  maintenance: /maintenance|temporarily\s+(?:unavailable|down)|be\s+back\s+(?:soon|shortly)/i,
  login: /<input\b[^>]*\btype\s*=\s*["']?password|<title\b[^>]*>[^<]*\b(?:log|sign)[\s_-]?(?:in|on)\b/i,
};

/**
 * The error for a web page where data were asked for. An account with a second factor logs in with 200 and then gets its page,
 * with 200, for every request, files too (v28); a portal in front of the server and a maintenance page look much the same.
 */
export function htmlAnswer(status: number, text: string): ScanferryError {
  const details = { status };
  if (status === 500 || marks.maintenance.test(text)) {
    return new ScanferryError(
      marks.maintenance.test(text) ? "remote/busy" : "remote/failed",
      "LORIS failed and sent a web page instead of data.",
      {
        hint: "Try again later; if it goes on, tell the administrator of the LORIS, whose log says more.",
        retryable: true,
        details,
      },
    );
  }
  if (marks.mfa.test(text)) {
    return new ScanferryError(
      "auth/required",
      "The account needs a second factor, which the API cannot ask for.",
      {
        hint: "Ask the administrator of the LORIS for an account without multi-factor authentication for downloads.",
        details: { ...details, page: "mfa" },
      },
    );
  }
  if (status < 300 || marks.login.test(text)) {
    return new ScanferryError("auth/required", "LORIS sent a web page instead of data.", {
      hint: "This is what accounts with multi-factor authentication get, and what a sign-in portal in front of a server sends. Open the LORIS in a browser to see; ask its administrator for an account that programs may use.",
      details: { ...details, page: marks.login.test(text) ? "login" : "other" },
    });
  }
  return new ScanferryError(
    "remote/failed",
    `A web page came back where LORIS was asked (status ${String(status)}).`,
    {
      hint: "A proxy or a wrong address answers in place of LORIS. Check the address in a browser.",
      details,
    },
  );
}
