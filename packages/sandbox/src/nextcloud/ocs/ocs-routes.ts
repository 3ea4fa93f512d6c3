import { type Answer, emptyAnswer, type HeaderPair, textAnswer } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import { randomToken } from "../accounts.js";
import { authenticate } from "../auth/authenticate.js";
import type { Cloud } from "../cloud.js";
import { NO_ROUTE, RATE_LIMITED, shareRoutes } from "../shares/share-routes.js";
import { capabilities } from "./capabilities.js";
import { downloadLimitRoutes } from "./download-limit.js";
import { type OcsContext, readParams } from "./ocs-context.js";
import { type Envelope, ocsAnswer, OcsError, wantsJson } from "./ocs-response.js";
import { generatePassword, policyComplaints } from "./password-policy.js";
import { currentUser, deleteAppPassword, getAppPassword } from "./user-routes.js";

const NO_SUCH_QUERY =
  "Invalid query, please check the syntax. API specifications are here: http://www.freedesktop.org/wiki/Specifications/open-collaboration-services.\n";

/** `/ocs/v1.php/…` and `/ocs/v2.php/…`. */
export async function ocsRoutes(cloud: Cloud, exchange: Exchange, names: readonly string[]): Promise<Answer> {
  const v1 = names[1] === "v1.php";
  const json = wantsJson(exchange);
  // 27 writes these errors before it has read Accept; only `format=json` helps there (recorded).
  const earlyJson = cloud.version.earlyErrorsXml ? exchange.query.get("format") === "json" : json;
  const early = (envelope: Envelope): Answer =>
    ocsAnswer(envelope, { json: earlyJson, v1, early: cloud.version.earlyErrorsXml });
  if (cloud.settings.maintenance)
    return early({
      ...failure(503, "Service unavailable"),
      headers: [["X-Nextcloud-Maintenance-Mode", "1"]],
    });
  const login = authenticate(cloud, exchange);
  if ("refused" in login && login.refused !== "missing") return early(refusal(login.refused));
  const user = "account" in login ? login : undefined;
  const headers: HeaderPair[] =
    user !== undefined && cloud.version.userIdHeader ? [["X-User-Id", user.account.id]] : [];
  if (exchange.header("ocs-apirequest") === undefined)
    return {
      ...textAnswer(412, "application/json; charset=utf-8", '{"message":"CSRF check failed"}', headers),
      reason: "Precondition failed",
    };
  const finish = (envelope: Envelope): Answer =>
    ocsAnswer({ ...envelope, headers: [...headers, ...(envelope.headers ?? [])] }, { json, v1 });
  if (names[2] === "cloud" && names[3] === "capabilities")
    return finish(success(capabilities(cloud, user?.account, cloud.baseUrl(exchange))));
  if (user === undefined) return finish({ ...failure(401, "Current user is not logged in"), code: 997 });
  const context: OcsContext = {
    cloud,
    exchange,
    ...user,
    names: names.slice(2),
    params: await readParams(exchange),
  };
  try {
    const data = route(context);
    if (data === RATE_LIMITED) return { ...emptyAnswer(429, headers), reason: "Too Many Requests" };
    if (data === NO_ROUTE) return early(failure(404, NO_SUCH_QUERY));
    return finish(success(data));
  } catch (error) {
    if (error instanceof OcsError) return finish(failure(error.status, error.message));
    throw error;
  }
}

function success(data: unknown): Envelope {
  return { status: 200, message: "OK", data };
}

function failure(status: number, message: string): Envelope {
  return { status, message, data: [] };
}

function refusal(reason: "wrong" | "throttled"): Envelope {
  return reason === "throttled"
    ? failure(429, "Reached maximum delay")
    : {
        ...failure(401, "Unauthorised"),
        code: 997,
        headers: [["WWW-Authenticate", 'Basic realm="Authorisation Required"']],
      };
}

function route(context: OcsContext): unknown {
  const { names, exchange } = context;
  const path = names.join("/");
  const verb = `${exchange.method} ${path}`;
  if (path.startsWith("apps/files_sharing/api/v1/shares")) return shareRoutes(context);
  if (path.startsWith("apps/files_downloadlimit/api/v1/")) return downloadLimitRoutes(context);
  switch (verb) {
    case "GET cloud/user":
      return currentUser(context);
    case "GET core/getapppassword":
      return getAppPassword(context);
    case "DELETE core/apppassword":
      return deleteAppPassword(context);
    case "GET apps/files_sharing/api/v1/token":
      return context.cloud.version.newShareRoutes ? { token: randomToken(15) } : NO_ROUTE;
    case "GET apps/password_policy/api/v1/generate":
      return { password: generatePassword(context.cloud.settings.policy, context.cloud.version) };
    case "POST apps/password_policy/api/v1/validate":
      return validate(context);
    default:
      return NO_ROUTE;
  }
}

function validate({ cloud, params }: OcsContext): unknown {
  const reason = policyComplaints(cloud.settings.policy, cloud.version, params.get("password") ?? "");
  return reason === "" ? { passed: true } : { passed: false, reason };
}
