import { ScanferryError, looksLikeHtml } from "@scanferry/transfer";
import type { z } from "zod";
import { htmlAnswer } from "./html-answer.js";

/**
 * Reads JSON by looking at the body: the legacy dialect sends all of its JSON as text/html (PREVENT-AD), and an account with a
 * second factor gets a page with 200.
 *
 * @param what The call, named in the error, e.g. "the project's images".
 * @throws {@link ScanferryError} `auth/required` for a page, `remote/failed` for anything else that is no JSON
 */
export function parseJson(text: string, status: number, what: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch {
    if (looksLikeHtml(text)) throw htmlAnswer(status, text);
    throw new ScanferryError(
      "remote/failed",
      text.trim() === ""
        ? `LORIS sent an empty answer about ${what}.`
        : `LORIS's answer about ${what} is not JSON.`,
      {
        hint: "The server's log says more; a program in front of the server may also have changed the answer.",
        details: { status },
      },
    );
  }
}

/**
 * Checks a value against a schema; unknown further fields stay.
 *
 * @throws {@link ScanferryError} `remote/failed` naming the call and the first field that does not fit
 */
export function parseShape<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.filter((part) => typeof part === "number" || /^[A-Za-z]\w*$/.test(String(part)));
  const name = field === undefined || field.length === 0 ? undefined : field.map(String).join(".");
  throw new ScanferryError(
    "remote/failed",
    `LORIS's answer about ${what} has another shape than LORIS 20 to 28 send: ${name === undefined ? "the whole" : `the field ${name}`} does not fit.`,
    {
      hint: "Check that the address is a LORIS. If it is, report its release and this message.",
      details: { field: name ?? "", problem: issue?.code ?? "" },
    },
  );
}
