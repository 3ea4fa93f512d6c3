import type { Cloud } from "../cloud.js";
import { DavError } from "./dav-error.js";

const NO_BASIC =
  "No 'Authorization: Basic' header found. Either the client didn't send one, or the server is misconfigured";
const NO_BEARER =
  "No 'Authorization: Bearer' header found. Either the client didn't send one, or the server is mis-configured";

/** The refusal of a login at the DAV endpoints: every backend that was asked says its sentence. */
export function loginRefused(cloud: Cloud, reason: "missing" | "wrong" | "throttled"): DavError {
  if (reason === "throttled")
    return new DavError(429, "OCA\\DAV\\Connector\\Sabre\\Exception\\TooManyRequests", "", {
      hint: "too many requests",
    });
  const basic = reason === "wrong" ? "Username or password was incorrect" : NO_BASIC;
  const apps =
    cloud.version.key === "32"
      ? ["AppAPIAuth has not passed", "This request is not for a federated calendar"]
      : [];
  return new DavError(
    401,
    "Sabre\\DAV\\Exception\\NotAuthenticated",
    ["No public access to this resource.", ...apps, basic, NO_BEARER, basic].join(", "),
    { headers: [["WWW-Authenticate", 'Basic realm="Nextcloud", charset="UTF-8"']] },
  );
}
