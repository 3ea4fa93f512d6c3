import { type Answer, emptyAnswer, textAnswer } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import { type Account, randomToken } from "../accounts.js";
import type { Cloud } from "../cloud.js";
import { phpJson } from "../../server/php-json.js";
import { errorPage, page, seeOther } from "../pages/page.js";
import { grantLogin } from "./grant-login.js";

const JSON_TYPE = "application/json; charset=utf-8";
/** The documentation says 20 minutes; not recorded. */
const LIFETIME_MS = 1_200_000;

/** `/login/v2…`: an app asks for an app password, the user signs in with a browser and grants it. */
export async function loginFlow(cloud: Cloud, exchange: Exchange, names: readonly string[]): Promise<Answer> {
  const [, , step, token] = names;
  const post = exchange.method === "POST";
  if (step === undefined) return post ? begin(cloud, exchange) : emptyAnswer(405);
  if (step === "poll") return post ? poll(cloud, exchange) : emptyAnswer(405);
  if (step === "flow" && token !== undefined)
    return post ? signInAndGrant(cloud, exchange, token) : remember(cloud, exchange, token);
  if (step === "flow") return flowPage(cloud, exchange);
  if (step === "grant") return post ? grant(cloud, exchange) : flowPage(cloud, exchange);
  return errorPage(404, "Page not found");
}

/** POST /index.php/login: signs a browser in. */
export async function signIn(cloud: Cloud, exchange: Exchange): Promise<Answer> {
  const session = cloud.sessions.open(exchange);
  if (exchange.method !== "POST") return flowPage(cloud, exchange);
  const account = accountOfForm(cloud, exchange, new URLSearchParams(await exchange.text()));
  if (account === undefined) return seeOther("/login?direct=1");
  session.account = account;
  const base = cloud.baseUrl(exchange);
  return seeOther(session.loginToken === undefined ? `${base}/apps/dashboard/` : `${base}/login/v2/grant`, [
    cloud.sessions.cookie(session),
  ]);
}

function begin(cloud: Cloud, exchange: Exchange): Answer {
  const login = {
    pollToken: randomToken(128),
    loginToken: randomToken(128),
    appName: exchange.header("user-agent") ?? "unknown",
    startedMs: cloud.clock.now(),
    granted: undefined,
  };
  cloud.logins.push(login);
  const base = cloud.baseUrl(exchange);
  return textAnswer(
    200,
    JSON_TYPE,
    phpJson({
      poll: { token: login.pollToken, endpoint: `${base}/login/v2/poll` },
      login: `${base}/login/v2/flow/${login.loginToken}`,
    }),
  );
}

/** 404 while it is pending or unknown; after the grant the answer is given once. */
async function poll(cloud: Cloud, exchange: Exchange): Promise<Answer> {
  const token = new URLSearchParams(await exchange.text()).get("token");
  const index = cloud.logins.findIndex((login) => login.pollToken === token);
  const login = cloud.logins[index];
  const expired = login !== undefined && cloud.clock.now() - login.startedMs > LIFETIME_MS;
  if (login === undefined || login.granted === undefined || expired) {
    if (expired) cloud.logins.splice(index, 1);
    return textAnswer(404, JSON_TYPE, "[]");
  }
  cloud.logins.splice(index, 1);
  return textAnswer(
    200,
    JSON_TYPE,
    phpJson({
      server: cloud.baseUrl(exchange),
      loginName: login.granted.account.id,
      appPassword: login.granted.appPassword,
    }),
  );
}

/** The browser opens the login URL: the token moves from the URL into its session. */
function remember(cloud: Cloud, exchange: Exchange, token: string): Answer {
  if (!cloud.logins.some((login) => login.loginToken === token))
    return errorPage(403, "Your login token is invalid or has expired");
  const session = cloud.sessions.open(exchange);
  session.loginToken = token;
  return seeOther(`${cloud.baseUrl(exchange)}/login/v2/flow?user=&direct=0`, [
    cloud.sessions.cookie(session),
  ]);
}

function flowPage(cloud: Cloud, exchange: Exchange): Answer {
  const session = cloud.sessions.open(exchange);
  const hidden = `<input type="hidden" name="requesttoken" value="${session.requestToken}">`;
  const form =
    session.account === undefined
      ? `<form method="post" action="/index.php/login">${hidden}
<label>Account name <input name="user"></label>
<label>Password <input name="password" type="password"></label>
<button>Log in</button></form>`
      : `<form method="post" action="/index.php/login/v2/grant">${hidden}
<p>You are about to grant access to your account.</p><button>Grant access</button></form>`;
  return page(200, "Nextcloud", form, {
    requestToken: session.requestToken,
    headers: [cloud.sessions.cookie(session)],
  });
}

function grant(cloud: Cloud, exchange: Exchange): Answer {
  const session = cloud.sessions.of(exchange);
  if (session?.account === undefined || session.loginToken === undefined)
    return errorPage(403, "Your login token is invalid or has expired");
  return granted(cloud, session.account, session.loginToken);
}

/** Only in the sandbox: `user` and `password` posted to the login URL do the browser's three steps at once. */
async function signInAndGrant(cloud: Cloud, exchange: Exchange, token: string): Promise<Answer> {
  const account = accountOfForm(cloud, exchange, new URLSearchParams(await exchange.text()));
  return account === undefined
    ? errorPage(403, "Wrong account name or password")
    : granted(cloud, account, token);
}

function granted(cloud: Cloud, account: Account, token: string): Answer {
  return grantLogin(cloud, account, token)
    ? page(200, "Nextcloud", "<h1>Account connected</h1>\n<p>You can close this window.</p>")
    : errorPage(403, "Your login token is invalid or has expired");
}

function accountOfForm(cloud: Cloud, exchange: Exchange, form: URLSearchParams): Account | undefined {
  const name = form.get("user") ?? "";
  if (cloud.throttle.blocked(exchange.remoteAddress, "login")) return undefined;
  const account = cloud.accountOfLogin(name);
  if (account !== undefined && account.password === form.get("password")) return account;
  cloud.throttle.failed(exchange.remoteAddress, "login", name);
  return undefined;
}
