import { ScanferryError, looksLikeHtml } from "@scanferry/transfer";
import { blockedAddress } from "./blocked-address.js";
import { htmlAnswerError } from "./html-answer-error.js";
import { untrustedDomainError } from "./untrusted-domain-error.js";

/** The class and the message of a sabre/dav error document. */
export interface DavFault {
  readonly exception: string;
  readonly message: string;
}

/** Reads `<s:exception>` and `<s:message>`; both empty where the answer is no sabre/dav document. */
export function readDavFault(text: string): DavFault {
  const element = (name: string): string =>
    new RegExp(`<s:${name}>([^<]*)</s:${name}>`)
      .exec(text)?.[1]
      ?.replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&") ?? "";
  return { exception: element("exception"), message: element("message") };
}

/** Turns a refusal of the WebDAV interface into an error, by status and exception class (27.0.2 and 32.0.1). */
export function davError(
  status: number,
  text: string,
  subject?: string,
  retryAfterMs?: number,
): ScanferryError {
  const about = {
    ...(subject === undefined ? {} : { subject }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  const untrusted = untrustedDomainError(status, text);
  if (untrusted !== undefined) return untrusted;
  const { exception, message } = readDavFault(text);
  const details = { status, ...(exception === "" ? {} : { exception: exception.split("\\").at(-1) ?? "" }) };
  if (/TooManyRequests|MaxDelayReached/.test(exception)) {
    return blockedAddress(details, subject);
  }
  if (/ServerMaintenanceMode/.test(exception)) {
    return new ScanferryError("remote/busy", "The Nextcloud is in maintenance mode.", {
      hint: "Try again when the maintenance is over.",
      retryable: true,
      details,
      ...about,
    });
  }
  const known = byStatus(status, message);
  if (known !== undefined) {
    return new ScanferryError(known.code, known.message, {
      hint: known.hint,
      retryable: known.retryable ?? false,
      details: { ...details, ...quotaFigures(message) },
      ...about,
    });
  }
  if (looksLikeHtml(text)) return htmlAnswerError(status, text);
  return new ScanferryError("remote/failed", `The server refused with status ${String(status)}.`, {
    hint: "The log of the Nextcloud says more.",
    retryable: status >= 500,
    details,
    ...about,
  });
}

interface Known {
  readonly code: ScanferryError["code"];
  readonly message: string;
  readonly hint: string;
  readonly retryable?: boolean;
}

function byStatus(status: number, message: string): Known | undefined {
  switch (status) {
    case 400:
      return badRequest(message);
    case 403:
      return {
        code: "auth/forbidden",
        message: "The account may not write there.",
        hint: "Choose another folder, or ask its owner for the right to create files.",
      };
    case 404:
      return {
        code: "remote/not-found",
        message: "There is no such file or folder.",
        hint: "Check the path below your Nextcloud home.",
      };
    case 405:
      return {
        code: "remote/exists",
        message: "A folder of that name is there already.",
        hint: "Nothing needs to be done.",
      };
    case 409:
      return {
        code: "remote/conflict",
        message: "The folder above does not exist.",
        hint: "Create the folder first.",
      };
    case 412:
      return {
        code: "remote/exists",
        message: "A file of that name is there already.",
        hint: "Nothing was overwritten. Remove it, or allow replacing it.",
      };
    case 413:
      return {
        code: "remote/refused",
        message: "A proxy in front of the server does not take a body that large.",
        hint: "Lower the chunk size.",
      };
    case 423:
      return {
        code: "remote/busy",
        message: "The file is locked by another transfer.",
        hint: "It is tried again; a lock is freed when the other transfer ends.",
        retryable: true,
      };
    case 429:
      return {
        code: "remote/busy",
        message: "The server takes no more requests for now.",
        hint: "Wait some minutes.",
        retryable: true,
      };
    case 507:
      return {
        code: "remote/quota",
        message: "The account has not enough space for this file.",
        hint: "Empty the trash bin of the Nextcloud (it counts against the quota), remove old files, or ask for more space.",
      };
    case 503:
    case 502:
    case 504:
      return {
        code: "remote/busy",
        message: "The server or a proxy in front of it is overloaded.",
        hint: "Try again later.",
        retryable: true,
      };
    default:
      return undefined;
  }
}

function badRequest(message: string): Known | undefined {
  // "Expected filesize of 2000000 bytes but read ... 999424": the connection was cut, nothing was left behind.
  if (/expected filesize|do not sum up/i.test(message)) {
    return {
      code: "data/size-mismatch",
      message: "The server received another number of bytes than announced.",
      hint: "The connection was cut; try again.",
      retryable: true,
    };
  }
  if (/invalid|too long|reserved|forbidden|not allowed/i.test(message)) {
    return {
      code: "remote/refused",
      message: "The server does not allow this file name.",
      hint: "Use letters, digits, '-', '_' and '.', at most 250 bytes.",
    };
  }
  return undefined;
}

/** "Insufficient space in /q.bin, 25000000 required, 20971520 available" */
function quotaFigures(message: string): Record<string, number> {
  const match = /(\d+) required, (\d+) available/.exec(message);
  return match === null ? {} : { neededBytes: Number(match[1]), availableBytes: Number(match[2]) };
}
