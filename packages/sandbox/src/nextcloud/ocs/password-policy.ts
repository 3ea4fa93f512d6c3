import { randomToken } from "../accounts.js";
import type { SandboxPasswordPolicy } from "../nextcloud-options.js";
import type { NextcloudVersion } from "../version.js";

/** A handful of the million; `1234567890` passes on 32.0.1 and is refused on 27.0.2 (both recorded). */
const COMMON = new Set([
  "abc",
  "abc123",
  "admin",
  "123",
  "1234",
  "12345",
  "123456",
  "12345678",
  "123456789",
  "password",
  "password1",
  "qwerty",
  "qwertyuiop",
  "letmein",
  "welcome",
  "iloveyou",
  "monkey",
  "dragon",
  "football",
  "nextcloud",
  "passw0rd",
  "secret",
  "sunshine",
  "princess",
  "geheim",
  "passwort",
]);

/** The sentences of the password_policy app about a password, joined as the app joins them; empty when it passes. */
export function policyComplaints(
  policy: SandboxPasswordPolicy,
  version: NextcloudVersion,
  password: string,
): string {
  const lower = password.toLowerCase();
  const common = COMMON.has(lower) || (version.key === "27" && lower === "1234567890");
  const rules: readonly [broken: boolean, text: string][] = [
    [
      policy.enforceNonCommonPassword && common,
      "Password is among the 1,000,000 most common ones. Please make it unique.",
    ],
    [
      Array.from(password).length < policy.minLength,
      `Password needs to be at least ${String(policy.minLength)} characters long.`,
    ],
    [
      policy.enforceNumericCharacters && !/\d/.test(password),
      "Password needs to contain at least one numeric character.",
    ],
    [
      policy.enforceUpperLowerCase && !(/\p{Ll}/u.test(password) && /\p{Lu}/u.test(password)),
      "Password needs to contain at least one lower and one upper case character.",
    ],
    [
      policy.enforceSpecialCharacters && /^[a-z\d]*$/i.test(password),
      "Password needs to contain at least one special character.",
    ],
  ];
  return rules
    .filter(([broken]) => broken)
    .map(([, text]) => text)
    .join(" ");
}

/** A random password that the policy accepts. */
export function generatePassword(policy: SandboxPasswordPolicy, version: NextcloudVersion): string {
  const letters = "abcdefgijkmnopqrstwxyzABCDEFGHJKLMNPQRSTWXYZ23456789";
  const alphabet = policy.enforceSpecialCharacters ? `${letters}.,:;!?$*'()-` : letters;
  for (;;) {
    const password = randomToken(Math.max(10, policy.minLength), alphabet);
    if (policyComplaints(policy, version, password) === "") return password;
  }
}
