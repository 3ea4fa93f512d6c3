import type { Answer } from "../server/answer.js";
import { textAnswer } from "../server/answer.js";
import type { Exchange } from "../server/exchange.js";
import { splitPath } from "../server/split-path.js";
import { errorAnswer } from "./answers/error-answer.js";
import { htmlPage } from "./answers/html-page.js";
import { LorisCall } from "./answers/loris-call.js";
import { LorisError } from "./answers/loris-error.js";
import { optionsAnswer } from "./answers/options-answer.js";
import { authenticate } from "./auth/authenticate.js";
import { login } from "./auth/login.js";
import { candidateRoutes } from "./candidates/candidate-routes.js";
import type { Loris } from "./loris.js";
import { notFound } from "./not-found.js";
import { projectRoutes } from "./projects/project-routes.js";
import { checkSlash } from "./slashes.js";

/** All of the look-alike's routes, with the session around them: every answer sets the cookie (measured). */
export async function lorisRoutes(loris: Loris, exchange: Exchange): Promise<Answer> {
  const session = loris.sessions.open(exchange.header("cookie"));
  const serial = loris.dialect.serialSessions && session.sent;
  const endTurn = serial ? await loris.sessions.turn(session.id) : undefined;
  try {
    const answer = await answerOrError(loris, exchange, session.id);
    return {
      ...answer,
      headers: [
        ...answer.headers,
        ["Set-Cookie", `PHPSESSID=${session.id}; path=/; HttpOnly`],
        // PREVENT-AD lets every page read it, 28 none (measured).
        ...(loris.dialect.legacy
          ? ([
              ["Access-Control-Allow-Origin", "*"],
              ["Access-Control-Allow-Headers", "*"],
            ] as const)
          : []),
      ],
      release: () => {
        answer.release?.();
        endTurn?.();
      },
    };
  } catch (error) {
    endTurn?.();
    throw error;
  }
}

async function answerOrError(loris: Loris, exchange: Exchange, session: string): Promise<Answer> {
  try {
    return await route(loris, exchange, session);
  } catch (error) {
    if (error instanceof LorisError) return errorAnswer(loris.dialect, error);
    throw error;
  }
}

async function route(loris: Loris, exchange: Exchange, session: string): Promise<Answer> {
  const { dialect } = loris;
  const names = splitPath(exchange.rawPath);
  const [api, version, resource, ...rest] = names ?? [];
  if (api !== "api") throw new LorisError(404, undefined, { page: true });
  if (version === undefined && !dialect.legacy)
    throw new LorisError(400, "You must specify a version of the API to use in the URL");
  if (version === undefined || !dialect.versions.includes(version))
    throw dialect.legacy
      ? new LorisError(404, undefined, { page: true })
      : new LorisError(404, "Unsupported version");
  if (resource === "login" && rest.length === 0) return login(loris, exchange, session);
  checkSlash(loris, exchange, resource, rest);
  const account = authenticate(loris, exchange, session);
  // A second factor that is still due: every answer, of files too, is the page that asks for it, with 200 (measured).
  if (account.kind === "mfa")
    return textAnswer(
      200,
      "text/html; charset=utf-8",
      htmlPage("LORIS", "Multifactor authentication required"),
    );
  const call = new LorisCall(loris, exchange, version, account);
  if (exchange.method === "OPTIONS" && !dialect.legacy) return optionsAnswer("GET");
  if (resource === "projects") return projectRoutes(call, rest);
  if (resource === "candidates") return candidateRoutes(call, rest);
  if (resource === "sites" && call.v4) return sites(call);
  throw notFound(call.legacy);
}

/** Only v0.0.4-dev has it. */
function sites(call: LorisCall): Answer {
  call.allow("GET");
  const names = new Map<string, string>();
  for (const candidate of call.loris.study.candidates()) names.set(...candidate.site);
  return call.json({ Sites: [...names].map(([Name, Alias]) => ({ Name, Alias })) }, "constant");
}
