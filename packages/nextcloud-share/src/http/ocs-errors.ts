import type { ErrorCode } from "@scanferry/transfer";
import { ScanferryError } from "@scanferry/transfer";
import { blockedAddress } from "./blocked-address.js";
import type { OcsRefusal } from "./ocs-schema.js";

interface Rule {
  /** Part of the server's English message; messages decide, because 404 stands for six different refusals. */
  readonly says: RegExp;
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** The refusals of Nextcloud 27.0.2 and 32.0.1 by what they say; the order matters, the first match wins. */
const rules: readonly Rule[] = [
  {
    says: /expiration date is in the past/i,
    code: "input/invalid",
    message: "The link's last day lies in the past.",
    hint: "Choose a later day. A link needs to work at least until the end of today.",
  },
  {
    says: /cannot set expiration date more than/i,
    code: "remote/refused",
    message: "The server does not allow a link to live that long.",
    hint: "Choose an earlier last day; preflight names the latest one allowed.",
  },
  {
    says: /invalid date/i,
    code: "input/invalid",
    message: "The server did not understand the date.",
    hint: "Write days as YYYY-MM-DD.",
  },
  {
    says: /wrong path|specify a file or folder/i,
    code: "remote/not-found",
    message: "There is no such file or folder in the Nextcloud account.",
    hint: "Upload the file first, and give its path below your Nextcloud home.",
  },
  {
    says: /wrong share id|unknown share$/i,
    code: "remote/not-found",
    message: "There is no such share.",
    hint: "It may have expired or been removed already; list the shares of the account.",
  },
  {
    says: /public link sharing is disabled|public upload disabled/i,
    code: "remote/refused",
    message: "Public links are switched off on this Nextcloud.",
    hint: "Ask the administrator to allow links for your account (Settings, Sharing).",
  },
  {
    says: /share api is disabled|sharing is disabled|failed to create share/i,
    code: "remote/refused",
    message: "Sharing is switched off for this account.",
    hint: "Ask the administrator whether your group may share (Settings, Sharing).",
  },
  {
    says: /passwords are enforced/i,
    code: "remote/refused",
    message: "The server demands a password on every link.",
    hint: "Share with a link password (separate from the archive's password).",
  },
  {
    says: /password (needs|is among|must)|compromised|at least one (numeric|special|lower)/i,
    code: "remote/refused",
    message: "The link password does not meet the server's password policy.",
    hint: "Draw a longer link password, with the character classes that the policy demands.",
  },
  {
    says: /custom share link tokens/i,
    code: "remote/refused",
    message: "Custom link names are switched off on this Nextcloud.",
    hint: "Leave the token to the server.",
  },
  {
    says: /wrong or no update parameter/i,
    code: "input/invalid",
    message: "The update of a share named nothing to change.",
    hint: "Give at least one of expire, password, note, label, hideDownload.",
  },
  {
    says: /maximum execution|locked/i,
    code: "remote/busy",
    message: "The file is locked by another transfer.",
    hint: "Try again in a minute.",
  },
];

/** Turns a refusal of the OCS interface into an error; the message decides first, then the status. */
export function ocsError(refusal: OcsRefusal): ScanferryError {
  const { status, statusCode, message } = refusal;
  const details = { status, statusCode };
  if (/reached maximum delay|too many requests/i.test(message)) return blockedAddress(details);
  const rule = message === "" ? undefined : rules.find((candidate) => candidate.says.test(message));
  if (rule !== undefined) {
    return new ScanferryError(rule.code, rule.message, { hint: rule.hint, details, retryable: false });
  }
  return byStatus(status, statusCode, details);
}

function byStatus(status: number, statusCode: number, details: Record<string, number>): ScanferryError {
  if (status === 429) {
    return new ScanferryError("remote/busy", "The server takes no more of these requests for now.", {
      hint: "Nextcloud allows 20 new shares in ten minutes. Wait, then go on; nothing is lost.",
      retryable: true,
      details,
    });
  }
  if (status === 503 || statusCode === 503) {
    return new ScanferryError("remote/busy", "The Nextcloud is in maintenance mode or overloaded.", {
      hint: "Try again when the maintenance is over; the page of the server says so in a browser.",
      retryable: true,
      details,
    });
  }
  if (status === 412) {
    return new ScanferryError("remote/failed", "The server took the request for a forged one (CSRF check).", {
      hint: "A proxy in front of Nextcloud removes the OCS-APIRequest header; it must pass it on.",
      details,
    });
  }
  if (status === 403) {
    return new ScanferryError("auth/forbidden", "The account may not do this.", {
      hint: "Ask the administrator for the right to share.",
      details,
    });
  }
  if (status === 404) {
    return new ScanferryError("remote/not-found", "The server knows no such thing.", {
      hint: "Check the address of the Nextcloud and the path.",
      details,
    });
  }
  return new ScanferryError("remote/failed", `The server refused with status ${status}.`, {
    hint: "The log of the Nextcloud says more.",
    retryable: status >= 500,
    details,
  });
}
