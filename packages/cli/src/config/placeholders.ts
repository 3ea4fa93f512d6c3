import { ScanferryError } from "@scanferry/transfer";

/** Values that stand in the examples of today's tools, and that nobody has for real. */
const placeholders: Readonly<Record<"username" | "password", ReadonlySet<string>>> = {
  username: new Set([
    "firstname.lastname",
    "username",
    "user",
    "myusername",
    "your_username",
    "your-username",
    "<user>",
  ]),
  password: new Set([
    "password",
    "mytopsecret",
    "your_password",
    "your-password",
    "your password",
    "<password>",
    "changeme",
  ]),
};

/**
 * Refuses a value that still is the example's: a login with it fails for sure, and failed logins get the address
 * blocked (Nextcloud: the eleventh within 30 minutes).
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function refusePlaceholder(field: "username" | "password", value: string): void {
  if (!placeholders[field].has(value.trim().toLowerCase())) return;
  throw new ScanferryError(
    "input/invalid",
    `The ${field} in the credentials file is still the example's placeholder.`,
    {
      hint: `Put your own ${field} into the file, or run: scanferry login KIND URL`,
    },
  );
}
