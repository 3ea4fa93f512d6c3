import { ScanferryError } from "@scanferry/transfer";

/** The error for a web page where an API answer was due: a login page needs a login, any other page another address. */
export function htmlAnswerError(status: number, text: string): ScanferryError {
  if (isLoginPage(text)) {
    return new ScanferryError(
      "auth/required",
      "A login page came back where Nextcloud's interface was asked.",
      {
        hint: "A sign-in portal stands in front of this Nextcloud. Ask the administrator to let programs pass it (/remote.php, /ocs, /public.php), or use the address that desktop clients use.",
        details: { status },
      },
    );
  }
  return new ScanferryError(
    "remote/failed",
    `A web page came back where Nextcloud's interface was asked (status ${status}).`,
    {
      hint: "A proxy or a wrong address answers in place of Nextcloud. Open the address in a browser, and give the address of the Nextcloud itself (with its subfolder, if it has one).",
      retryable: false,
      details: { status },
    },
  );
}

const loginWords =
  "log[\\s_-]?(?:in|on)|sign[\\s_-]?(?:in|on)|sso|saml|oauth|openid|authenticat|anmeld|einloggen";
const loginMarks: readonly RegExp[] = [
  /<input\b[^>]*\btype\s*=\s*["']?password/i,
  // What identity providers post to each other (SAML 2.0 bindings, 3.5).
  /\bname\s*=\s*["']?(?:SAMLRequest|SAMLResponse|RelayState)\b/i,
  new RegExp(`<form\\b[^>]*\\baction\\s*=\\s*["'][^"']*(?:${loginWords})`, "i"),
  new RegExp(`<meta\\b[^>]*\\brefresh\\b[^>]*(?:${loginWords})`, "i"),
  new RegExp(`<title\\b[^>]*>[^<]*\\b(?:${loginWords})`, "i"),
];

/** Tells a login page from other web pages by its fields, its form's address or its title. */
export function isLoginPage(text: string): boolean {
  return loginMarks.some((mark) => mark.test(text));
}
