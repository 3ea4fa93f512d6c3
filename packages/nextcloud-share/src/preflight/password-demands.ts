import type { Capabilities } from "../client/capabilities-schema.js";

/** What the server's policy demands of a link password, in the form that a passphrase generator takes. */
export interface PasswordDemands {
  readonly minLength: number;
  readonly digit: boolean;
  readonly upper: boolean;
  readonly lower: boolean;
  readonly special: boolean;
}

/**
 * Reads the policy from the capabilities. Nextcloud 32 also tells policies per purpose: where `policies.sharing` is
 * there, it holds for links, and the plain keys (those of accounts) do not.
 */
export function passwordDemands(capabilities: Capabilities): PasswordDemands | undefined {
  const policy = capabilities.password_policy;
  if (policy === undefined) return undefined;
  const all = policy["policies"];
  const sharing = typeof all === "object" && all !== null && "sharing" in all ? all.sharing : undefined;
  const read = (key: string): unknown =>
    typeof sharing === "object" && sharing !== null ? (sharing as Record<string, unknown>)[key] : policy[key];
  const minLength = Number(read("minLength") ?? 0);
  const bothCases = read("enforceUpperLowerCase") === true;
  return {
    minLength: Number.isFinite(minLength) ? minLength : 0,
    digit: read("enforceNumericCharacters") === true,
    upper: bothCases,
    lower: bothCases,
    special: read("enforceSpecialCharacters") === true,
  };
}
