import { fewerRetriesOn500, toScanferryError } from "@scanferry/transfer";
import type { z } from "zod";
import type { CallOptions, LorisContext } from "../context.js";
import { lorisError, withSubject } from "./loris-error.js";
import { parseJson, parseShape } from "./parse-json.js";

/** What a reading call may carry. */
interface GetJsonOptions extends CallOptions {
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** The call in words, for errors. @default "this" */
  readonly what?: string;
  /** What it is about, for the error's `subject`; it may name a participant. @default the path */
  readonly subject?: string;
}

/**
 * Asks for a small JSON answer. The path is relative to `/api/VERSION`, its names encoded ({@link apiPath}).
 *
 * @throws {@link ScanferryError} `auth/*`, `remote/*`, `net/*`, `aborted`
 */
export async function getJson<S extends z.ZodType>(
  ctx: Pick<LorisContext, "http" | "now">,
  path: string | URL,
  schema: S,
  options: GetJsonOptions = {},
): Promise<z.output<S>> {
  const { what = "this", subject = String(path), query, signal } = options;
  const answer = await ctx.http.api("GET", path, {
    retryOn: fewerRetriesOn500(),
    ...(query === undefined ? {} : { query }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.status !== 200) {
    throw lorisError(answer.status, answer.headers, answer.text, { subject, now: ctx.now() });
  }
  try {
    return parseShape(schema, parseJson(answer.text, answer.status, what), what);
  } catch (error) {
    throw withSubject(toScanferryError(error), subject);
  }
}
