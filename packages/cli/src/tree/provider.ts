import { Option } from "commander";

/** The option that every command for an XNAT takes. */
export function provider(): Option {
  return new Option(
    "--provider <name>",
    "the authentication provider of the account, e.g. ldap; not for tokens",
  );
}
