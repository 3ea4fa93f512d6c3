import { type Answer, type HeaderPair, textAnswer } from "../../server/answer.js";
import { xmlText } from "./xml.js";

/** What Sabre throws: a status, a PHP class name and a message. */
export class DavError extends Error {
  constructor(
    readonly status: number,
    readonly exception: string,
    message: string,
    readonly extra: {
      /** Name of the header that failed, for preconditions. */
      readonly header?: string;
      /** Whether the reason is repeated for the client, as for names that are not allowed. */
      readonly reason?: boolean;
      readonly hint?: string;
      readonly headers?: readonly HeaderPair[];
    } = {},
  ) {
    super(message);
  }
}

/** The XML document of an error; `DAV:` is repeated in answers to PROPFIND. */
export function davErrorAnswer(error: DavError, headers: readonly HeaderPair[] = []): Answer {
  const { header, reason, hint } = error.extra;
  const owncloud = reason === true || hint !== undefined ? ' xmlns:o="http://owncloud.org/ns"' : "";
  const message = xmlText(error.message);
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"${owncloud}>`,
    `  <s:exception>${error.exception}</s:exception>`,
    message === "" ? "  <s:message/>" : `  <s:message>${message}</s:message>`,
    ...(header === undefined ? [] : [`  <s:header>${header}</s:header>`]),
    ...(reason === true
      ? [`  <o:retry xmlns:o="o:">false</o:retry>`, `  <o:reason xmlns:o="o:">${message}</o:reason>`]
      : []),
    ...(hint === undefined ? [] : [`  <o:hint xmlns:o="o:">${hint}</o:hint>`]),
    "</d:error>\n",
  ];
  return {
    ...textAnswer(error.status, "application/xml; charset=utf-8", lines.join("\n"), [
      ...headers,
      ...(error.extra.headers ?? []),
    ]),
    ...(error.status === 412 ? { reason: "Precondition failed" } : {}),
  };
}

const SABRE = "Sabre\\DAV\\Exception\\";

/** 404; the doubled slash below the root is the real server's. */
export function notFound(below: string, name: string): DavError {
  return new DavError(404, `${SABRE}NotFound`, `File with name ${below}/${name} could not be located`);
}

export function conflict(message: string): DavError {
  return new DavError(409, `${SABRE}Conflict`, message);
}

export function methodNotAllowed(message: string): DavError {
  return new DavError(405, `${SABRE}MethodNotAllowed`, message);
}

export function badRequest(message: string): DavError {
  return new DavError(400, `${SABRE}BadRequest`, message);
}

export function forbidden(message: string): DavError {
  return new DavError(403, `${SABRE}Forbidden`, message);
}

export function locked(path: string): DavError {
  return new DavError(423, "OCA\\DAV\\Connector\\Sabre\\Exception\\FileLocked", `"${path}" is locked`);
}

export function preconditionFailed(
  header: string,
  message: string,
  headers: readonly HeaderPair[] = [],
): DavError {
  return new DavError(412, `${SABRE}PreconditionFailed`, message, { header, headers });
}

export function notImplemented(method: string): DavError {
  return new DavError(
    501,
    `${SABRE}NotImplemented`,
    `There was no handler found for this "${method}" method`,
  );
}
