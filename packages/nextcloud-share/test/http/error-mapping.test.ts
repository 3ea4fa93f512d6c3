import type { ErrorCode } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { davError } from "../../src/http/dav-errors.js";
import { ocsError } from "../../src/http/ocs-errors.js";

/** Status and message as recorded from 32.0.1 and 27.0.2. */
const ocs: readonly [number, string, ErrorCode][] = [
  [404, "Expiration date is in the past", "input/invalid"],
  [404, "Invalid date. Format must be YYYY-MM-DD", "input/invalid"],
  [404, "Invalid date, date format must be YYYY-MM-DD", "input/invalid"],
  [404, "Cannot set expiration date more than 7 days in the future", "remote/refused"],
  [404, "Wrong path, file/folder does not exist", "remote/not-found"],
  [404, "Please specify a file or folder path", "remote/not-found"],
  [404, "Wrong share ID, share does not exist", "remote/not-found"],
  [404, "Public link sharing is disabled by the administrator", "remote/refused"],
  [404, "Share API is disabled", "remote/refused"],
  [403, "Failed to create share.", "remote/refused"],
  [403, "Sharing is disabled for you", "remote/refused"],
  [403, "Passwords are enforced for link and mail shares", "remote/refused"],
  [400, "Password needs to be at least 10 characters long.", "remote/refused"],
  [403, "Password needs to be at least 10 characters long.", "remote/refused"],
  [400, "Password is among the 1,000,000 most common ones. Please make it unique.", "remote/refused"],
  [400, "Password needs to contain at least one numeric character.", "remote/refused"],
  [403, "Custom share link tokens have been disabled by the administrator", "remote/refused"],
  [400, "Wrong or no update parameter given", "input/invalid"],
  [400, "Unknown share type", "remote/failed"],
  [429, "Reached maximum delay", "remote/busy"],
  [429, "", "remote/busy"],
  [503, "Service unavailable", "remote/busy"],
  [412, "", "remote/failed"],
  [403, "", "auth/forbidden"],
  [404, "", "remote/not-found"],
  [500, "Internal Server Error", "remote/failed"],
];

describe("a refusal of the share interface", () => {
  it.each(ocs)("%i %s becomes %s", (status, message, code) => {
    const error = ocsError({ status, statusCode: status, message });
    expect(error.code).toBe(code);
    expect(error.hint).not.toBe("");
    expect(error.hint).toBeDefined();
  });

  it("may be tried again only at the limit of new links, in maintenance, and after a failure of the server", () => {
    const retryable = ocs
      .filter(([status, message]) => ocsError({ status, statusCode: status, message }).retryable)
      .map(([status, message]) => `${String(status)} ${message}`);
    expect(retryable).toEqual(["429 ", "503 Service unavailable", "500 Internal Server Error"]);
  });
});

const fault = (exception: string, message: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">\n  <s:exception>${exception}</s:exception>\n  <s:message>${message}</s:message>\n</d:error>\n`;

const dav: readonly [number, string, string, ErrorCode, boolean][] = [
  [
    404,
    "Sabre\\DAV\\Exception\\NotFound",
    "File with name //MRI-share could not be located",
    "remote/not-found",
    false,
  ],
  [
    405,
    "Sabre\\DAV\\Exception\\MethodNotAllowed",
    "The resource you tried to create already exists",
    "remote/exists",
    false,
  ],
  [409, "Sabre\\DAV\\Exception\\Conflict", "Parent node does not exist", "remote/conflict", false],
  [
    412,
    "Sabre\\DAV\\Exception\\PreconditionFailed",
    "An If-None-Match header was specified",
    "remote/exists",
    false,
  ],
  [
    400,
    "Sabre\\DAV\\Exception\\BadRequest",
    "Expected filesize of 2000000 bytes but read (from Nextcloud client) and wrote (to Nextcloud storage) 999424 bytes.",
    "data/size-mismatch",
    true,
  ],
  [
    400,
    "Sabre\\DAV\\Exception\\BadRequest",
    "Chunks on server do not sum up to 16777216 but to 6291756 bytes",
    "data/size-mismatch",
    true,
  ],
  [
    400,
    "OCA\\DAV\\Connector\\Sabre\\Exception\\InvalidPath",
    "Filename is too long",
    "remote/refused",
    false,
  ],
  [400, "Sabre\\DAV\\Exception\\BadRequest", "something else", "remote/failed", false],
  [403, "Sabre\\DAV\\Exception\\Forbidden", "", "auth/forbidden", false],
  [413, "", "", "remote/refused", false],
  [
    423,
    "OCA\\DAV\\Connector\\Sabre\\Exception\\FileLocked",
    "&quot;/lockme.bin&quot; is locked",
    "remote/busy",
    true,
  ],
  [429, "OCA\\DAV\\Connector\\Sabre\\Exception\\TooManyRequests", "too many requests", "remote/busy", false],
  [500, "OCP\\Security\\Bruteforce\\MaxDelayReached", "Reached maximum delay", "remote/busy", false],
  [503, "OCA\\DAV\\Exception\\ServerMaintenanceMode", "System is in maintenance mode.", "remote/busy", true],
  [502, "", "", "remote/busy", true],
  [500, "Exception", "broken", "remote/failed", true],
];

describe("a refusal of the WebDAV interface", () => {
  it.each(dav)("%i %s '%s' becomes %s", (status, exception, message, code, retryable) => {
    const error = davError(status, exception === "" ? "" : fault(exception, message), "MRI/sub-01.zip");
    expect({ code: error.code, retryable: error.retryable, subject: error.subject }).toEqual({
      code,
      retryable,
      subject: "MRI/sub-01.zip",
    });
  });

  it("takes the figures of a full account out of the message", () => {
    const text = fault(
      "Sabre\\DAV\\Exception\\InsufficientStorage",
      "Insufficient space in /q.bin, 25000000 required, 20971520 available",
    );
    expect(davError(507, text)).toMatchObject({
      code: "remote/quota",
      details: { neededBytes: 25_000_000, availableBytes: 20_971_520 },
    });
  });

  it.each([
    '<!DOCTYPE html><html><form><input name="pw" type="password"></form></html>',
    "<html><body><form><input type=password id=x></form></body></html>",
    '<!doctype html><html><form action="https://idp/"><input type="hidden" name="SAMLRequest" value="x"></form></html>',
    "<!DOCTYPE html><html><head><title>Sign in to your account</title></head></html>",
    "<!DOCTYPE html><html><head><title>Anmeldung</title></head></html>",
    '<!DOCTYPE html><html><form action="/oauth2/sign_in"><button>Go</button></form></html>',
  ])("takes %s for a login page", (page) => {
    expect(davError(200, page)).toMatchObject({ code: "auth/required", retryable: false });
  });

  it("knows a web page and an untrusted host name", () => {
    expect(davError(200, "<!DOCTYPE html><html></html>").message).toContain("web page");
    expect(davError(400, "<!DOCTYPE html><html>Access through untrusted domain</html>").hint).toContain(
      "trusted_domains",
    );
    expect(davError(400, '{"error": "Trusted domain error.", "code": 15}').hint).toContain("trusted_domains");
  });
});
