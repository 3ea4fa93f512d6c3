import { ScanferryError } from "@scanferry/transfer";
import type { z } from "zod";

/**
 * Checks an answer of the server against a schema; unknown extra fields stay, a missing or mistyped one is named.
 *
 * @throws {@link ScanferryError} `remote/failed` naming the first field that does not fit.
 */
export function parseAnswer<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field =
    issue === undefined || issue.path.length === 0
      ? "the answer"
      : `the field ${issue.path.map(String).join(".")}`;
  throw new ScanferryError(
    "remote/failed",
    `The server's answer about ${what} is not what Nextcloud 27 to 32 send: ${field} does not fit.`,
    {
      hint: "Check that the address is a Nextcloud server and not a proxy or a login page in front of it.",
      details: { field: issue?.path.map(String).join(".") ?? "", problem: issue?.code ?? "" },
    },
  );
}
