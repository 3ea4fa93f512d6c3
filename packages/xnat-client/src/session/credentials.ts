import { ScanferryError } from "@scanferry/transfer";

/** How to be somebody on an XNAT. */
export type XnatAuth =
  | {
      readonly username: string;
      readonly password: string;
      /** Name of the login provider, e.g. "ldap1"; "provider/user" as the user name says the same. @default the site's own accounts */
      readonly provider?: string | undefined;
    }
  | { readonly token: { readonly alias: string; readonly secret: string } }
  /** The JSESSIONID of a session that somebody else opened, and closes. */
  | { readonly session: string }
  | { readonly anonymous: true };

/** A name and a password as Basic takes them; nothing for a session or a guest. */
export interface Basic {
  readonly username: string;
  readonly password: string;
}

/**
 * What goes into the Basic login; the provider's name stands before the user's (wire/xnat.md, 1).
 *
 * @throws {@link ScanferryError} `auth/required` where something is empty, `input/invalid` for a user name that Basic cannot carry
 */
export function basicOf(auth: XnatAuth): Basic | undefined {
  if ("anonymous" in auth) return undefined;
  if ("session" in auth) {
    if (!/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(auth.session)) throw incomplete();
    return undefined;
  }
  const { username, password } =
    "token" in auth ? { username: auth.token.alias, password: auth.token.secret } : auth;
  if (username === "" || password === "") throw incomplete();
  if (username.includes(":")) {
    throw new ScanferryError("input/invalid", "A user name may not hold a colon.", {
      hint: "Give the user name alone, and the password apart.",
    });
  }
  const provider = "token" in auth ? undefined : "provider" in auth ? auth.provider : undefined;
  return {
    username: provider === undefined || provider === "" ? username : `${provider}/${username}`,
    password,
  };
}

/** What must not be printed. */
export function secretsOf(auth: XnatAuth): readonly string[] {
  if ("anonymous" in auth) return [];
  if ("session" in auth) return [auth.session];
  const basic =
    "token" in auth ? [auth.token.secret, `${auth.token.alias}:${auth.token.secret}`] : [auth.password];
  const header = basicOf(auth);
  return header === undefined ? basic : [...basic, basicHeader(header).slice("Basic ".length)];
}

/** The value of the Authorization header. */
export function basicHeader({ username, password }: Basic): string {
  return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
}

function incomplete(): ScanferryError {
  return new ScanferryError(
    "auth/required",
    "A user name and a password, an alias token or a session are needed.",
    {
      hint: "Give the account with which you log in on XNAT's web page, or an alias token that you made there.",
    },
  );
}
