import type { Answer } from "../../server/answer.js";
import { plainAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { GUEST } from "./accounts.js";
import type { AliasToken } from "./alias-tokens.js";

/** `/data/services/tokens/…`: issue, show, validate and invalidate, all by GET. Texts of 1.6 as recorded, the rest as read in 1.9's source. */
export function tokenRoutes(call: XnatCall, names: readonly string[]): Answer {
  call.allow("GET", "HEAD");
  const [operation, first, second] = names;
  if (call.account === GUEST) throw new XnatError(403);
  const { tokens } = call.xnat;
  switch (operation) {
    case "issue":
      return json(tokenJson(call, tokens.issue(userOf(call, first, second))));
    case "show":
      if (call.legacy) throw new XnatError(404);
      return json(tokens.all(userOf(call, first, second)).map((token) => tokenJson(call, token)));
    case "validate":
      return json({ valid: found(call, first, second).username });
    case "invalidate":
      tokens.invalidate(found(call, first, second).alias);
      return plainAnswer('{"result": "OK"}', { negotiated: true });
    default:
      throw new XnatError(404);
  }
}

/** Whose token it is about: one's own, or an administrator's choice by `…/user/NAME`. */
function userOf(call: XnatCall, word: string | undefined, name: string | undefined): string {
  if (word === undefined) return call.account.username;
  if (word !== "user" || name === undefined) throw new XnatError(404);
  if (call.account.admin !== true) throw new XnatError(403);
  if (call.xnat.accounts.get(name) === undefined) throw new XnatError(404);
  return name;
}

function found(call: XnatCall, alias = "", secret = ""): AliasToken {
  const token = call.xnat.tokens.find(alias, secret);
  if (token === undefined) throw new XnatError(404);
  return token;
}

function tokenJson(call: XnatCall, token: AliasToken): unknown {
  const { alias, secret } = token;
  if (call.legacy) return { alias, secret };
  return {
    alias,
    secret,
    singleUse: false,
    estimatedExpirationTime: call.xnat.tokens.endOf(token),
    xdatUserId: token.username,
    validIPAddresses: [],
    id: token.id,
    enabled: true,
    created: token.createdMs,
    timestamp: token.createdMs,
    disabled: 0,
  };
}

/** Typed as plain text in spite of what it is (recorded). */
function json(value: unknown): Answer {
  return plainAnswer(JSON.stringify(value), { negotiated: true });
}
