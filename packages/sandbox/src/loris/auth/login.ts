import type { Answer } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import { optionsAnswer } from "../answers/options-answer.js";
import { jsonAnswer } from "../answers/json-answer.js";
import { LorisError } from "../answers/loris-error.js";
import type { Loris } from "../loris.js";

/** POST /login: JSON whatever the content type says. @throws LorisError what LORIS says instead of a token */
export async function login(loris: Loris, exchange: Exchange, session: string): Promise<Answer> {
  if (exchange.method === "OPTIONS" && !loris.dialect.legacy) return optionsAnswer("POST");
  if (exchange.method !== "POST") throw new LorisError(405, undefined, { allow: "POST" });
  const { username, password } = readLogin(await exchange.text());
  // PHP's types are strict here: a number where a text is due ends the script (measured on 28.0.1).
  if (typeof username === "number") throw new LorisError(500, undefined);
  if (typeof username !== "string" || typeof password !== "string")
    throw new LorisError(400, "Missing username or password");
  if (username === "") throw new LorisError(401, "Please enter a username");
  const address = exchange.remoteAddress;
  const account = loris.accounts.get(username);
  if (account?.kind === "suspended" || loris.lockOut.isOut(username, address))
    throw new LorisError(401, "This account is currently suspended due to too many bad login attempts.");
  if (account?.password !== password) {
    loris.lockOut.fail(username, address);
    throw new LorisError(401, "Incorrect username or password.");
  }
  if (account.kind === "inactive")
    throw new LorisError(
      401,
      "Your account has been deactivated. Please contact your project administrator to reactivate this account.",
    );
  // The refusal of an account that has to change its password says nothing at all (measured).
  if (account.kind === "passwordChange") throw new LorisError(401, "");
  if (loris.settings.weakKey)
    throw new LorisError(500, `Unacceptable JWT key${loris.dialect.legacy ? "." : ""}`);
  loris.sessions.keep(session, username);
  return jsonAnswer(loris.dialect, 200, { token: loris.tokens.mint(username, `http://${exchange.host}`) });
}

function readLogin(text: string): { readonly username?: unknown; readonly password?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
