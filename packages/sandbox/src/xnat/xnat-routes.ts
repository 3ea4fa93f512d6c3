import type { Answer, HeaderPair } from "../server/answer.js";
import type { Exchange } from "../server/exchange.js";
import { loginPage } from "./answers/login-page.js";
import { errorAnswer } from "./answers/restlet-answer.js";
import type { Segments } from "./answers/xnat-call.js";
import { XnatCall } from "./answers/xnat-call.js";
import { XnatError } from "./answers/xnat-error.js";
import { authenticate } from "./auth/authenticate.js";
import { challenge } from "./auth/challenge.js";
import { checkCsrf } from "./auth/check-csrf.js";
import { servicesAuth } from "./auth/services-auth.js";
import type { XnatSession } from "./auth/session-table.js";
import { xapiAnonymize } from "./config/xapi-anonymize.js";
import { dataRoutes } from "./routes/data-routes.js";
import { pathBehind, segmentsFrom } from "./raw-path.js";
import { buildInfo } from "./site/build-info.js";
import { dicomReceivers } from "./site/dicom-receivers.js";
import { schema } from "./site/schema.js";
import type { Xnat } from "./xnat.js";

/** An answer with the session that it belongs to. */
interface InSession {
  readonly answer: Answer;
  readonly session: XnatSession;
}

/** All of the look-alike's routes, with the session around them: every answer sets its cookies (recorded). */
export async function xnatRoutes(xnat: Xnat, exchange: Exchange): Promise<Answer> {
  let path: Segments | undefined;
  try {
    path = pathBehind(xnat.contextPath, exchange.request.url ?? "/");
  } catch (error) {
    // Tomcat refuses these before XNAT sees them: no cookie.
    if (error instanceof XnatError) return errorAnswer(error);
    throw error;
  }
  // What the idle timers did meanwhile shows in every list.
  xnat.prearchive.timers.settle();
  const opened = xnat.sessions.open(exchange.header("cookie"));
  const { answer, session } = await inSession(xnat, exchange, opened, path);
  return { ...answer, headers: [...cookies(xnat, session), ...answer.headers] };
}

async function inSession(
  xnat: Xnat,
  exchange: Exchange,
  opened: XnatSession,
  path: Segments | undefined,
): Promise<InSession> {
  try {
    if (path === undefined) throw notAvailable(exchange);
    return await route(xnat, exchange, opened, path);
  } catch (error) {
    if (!(error instanceof XnatError)) throw error;
    // What is not read of a body would be taken for the next request.
    await drain(exchange);
    return { answer: errorAnswer(error), session: opened };
  }
}

async function route(
  xnat: Xnat,
  exchange: Exchange,
  opened: XnatSession,
  path: Segments,
): Promise<InSession> {
  const { names } = path;
  const [area] = names;
  if (area === "app" || area === undefined) return { answer: loginPage(200), session: opened };
  if (names.join("/") === "schemas/xnat/xnat.xsd") return { answer: schema(), session: opened };
  const isData = area === "data" || area === "REST";
  if (!isData && !(area === "xapi" && xnat.version !== "1.6")) throw notAvailable(exchange);
  if (isData && names[1] === "services" && names[2] === "auth" && names.length === 3)
    return servicesAuth(xnat, exchange, opened);
  const who = authenticate(xnat, exchange, opened);
  if (who === undefined) return { answer: challenge(xnat, exchange), session: opened };
  const { session } = who;
  return { answer: await answerOrError(new XnatCall(xnat, exchange, who.account, session), path), session };
}

/** An error keeps the session of its login: its cookie is that of the user. */
async function answerOrError(call: XnatCall, path: Segments): Promise<Answer> {
  try {
    if (call.session.username !== undefined) checkCsrf(call.exchange, call.session);
    const [area, ...rest] = path.names;
    if (area === "xapi") {
      if (rest.join("/") === "siteConfig/buildInfo" && call.reads) return buildInfo();
      if (rest[0] === "dicomscp") return dicomReceivers(call, rest.slice(1));
      if (rest[0] === "anonymize") return await xapiAnonymize(call, rest.slice(1));
      throw notAvailable(call.exchange);
    }
    // The archive's addresses work with and without its name in front.
    return await dataRoutes(call, segmentsFrom(path, rest[0] === "archive" ? 2 : 1));
  } catch (error) {
    if (!(error instanceof XnatError)) throw error;
    await drain(call.exchange);
    return errorAnswer(error);
  }
}

function cookies(xnat: Xnat, session: XnatSession): HeaderPair[] {
  const path = xnat.contextPath === "" ? "/" : xnat.contextPath;
  const expires = `${String(xnat.clock.now())},${String(xnat.settings.sessionTimeoutMs)}`;
  const legacy = xnat.version === "1.6";
  return [
    ...(session.fresh ? [["Set-Cookie", `JSESSIONID=${session.id}; Path=${path}; HttpOnly`] as const] : []),
    // With a comma in it, and quoted by 1.6 (recorded; 1.9's bare one is read in its source).
    [
      "Set-Cookie",
      legacy
        ? `SESSION_EXPIRATION_TIME="${expires}"; Version=1; Path=/`
        : `SESSION_EXPIRATION_TIME=${expires}; Path=${xnat.contextPath}/`,
    ],
  ];
}

function notAvailable(exchange: Exchange): XnatError {
  return new XnatError(404, `The requested resource [${exchange.rawPath}] is not available`, {
    page: "tomcat",
  });
}

async function drain(exchange: Exchange): Promise<void> {
  for await (const chunk of exchange.body()) if (chunk.length < 0) return;
}
