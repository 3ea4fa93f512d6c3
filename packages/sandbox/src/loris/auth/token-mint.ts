import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { SandboxClock } from "../../server/clock.js";
import type { LorisSettings } from "../loris-options.js";

const HEADER = encode({ typ: "JWT", alg: "HS256" });

/** Makes and checks the tokens of a login: signed claims with the end of their life, which no request prolongs. */
export class TokenMint {
  #key = randomBytes(32);

  constructor(
    private readonly clock: SandboxClock,
    private readonly settings: LorisSettings,
  ) {}

  /** A token that is good from now on. */
  mint(username: string, origin: string): string {
    const issued = this.clock.seconds();
    const claims = encode({
      iss: origin,
      aud: origin,
      iat: issued,
      nbf: issued,
      exp: issued + Math.floor(this.settings.tokenLifetimeMs / 1000),
      user: username,
    });
    return `${HEADER}.${claims}.${this.#sign(`${HEADER}.${claims}`)}`;
  }

  /** The user of a token; `undefined` when it is not ours or its time is over, which LORIS does not tell apart either. */
  userOf(token: string): string | undefined {
    const [header = "", claims = "", signature = ""] = token.split(".");
    const given = Buffer.from(signature);
    const right = Buffer.from(this.#sign(`${header}.${claims}`));
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    const { exp, user } = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as {
      exp: number;
      user: string;
    };
    return exp > this.clock.seconds() ? user : undefined;
  }

  /** From here on every token handed out before is refused. */
  forgetAll(): void {
    this.#key = randomBytes(32);
  }

  #sign(text: string): string {
    return createHmac("sha256", this.#key).update(text).digest("base64url");
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
