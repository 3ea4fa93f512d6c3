import { changedError } from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import { pageError, pageIn } from "../../http/web-page.js";
import type { PutTarget } from "../place/put-target.js";
import { writeError } from "./write-error.js";

/**
 * Reads the answer to a file that was sent: names that were there already come with 200 (recorded on 1.6.4), and were left as they were.
 *
 * @throws {@link ScanferryError} `auth/*`, `remote/*`
 */
export function duplicatesIn(
  ctx: XnatContext,
  answer: { readonly status: number; readonly headers: Headers; readonly text: string },
  target: PutTarget,
): readonly string[] {
  const { status, text } = answer;
  if (status < 200 || status > 299) throw writeError(ctx, answer, text, target);
  // The list of duplicates is typed as a page.
  const page = pageIn(text);
  if (page !== undefined) throw changedError(pageError(page, status), { subject: target.name });
  return namesOf(text);
}

function namesOf(text: string): readonly string[] {
  if (!text.trimStart().startsWith("{")) return [];
  try {
    const { duplicates } = JSON.parse(text) as { duplicates?: unknown };
    return Array.isArray(duplicates) ? duplicates.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}
