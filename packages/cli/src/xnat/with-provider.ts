import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";

/**
 * Puts the provider of `--provider` before a user name, as XNAT itself writes it.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function withProvider({ options }: CallContext, username: string): string {
  const provider = options.text("provider");
  if (provider === undefined || username.startsWith(`${provider}/`)) return username;
  if (!/^[^/]+$/.test(provider) || username.includes("/"))
    throw new ScanferryError("input/invalid", "The provider is named twice, or its name holds a slash.", {
      hint: "Give --provider ldap --username alice, or --username ldap/alice.",
    });
  return `${provider}/${username}`;
}
