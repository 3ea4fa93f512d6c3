import type { ApiOptions, ApiResponse, ScanferryError } from "@scanferry/transfer";
import { changedError, fewerRetriesOn500 } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import type { ErrorAbout } from "../http/xnat-error.js";
import { xnatError } from "../http/xnat-error.js";
import { mayNotWrite, type WriteRole } from "../resource/server/write-error.js";

/** What a PUT carries, and what its refusals mean there. */
export interface PutOptions extends Pick<ApiOptions, "query" | "body" | "headers">, CallOptions {
  /** Who may do it, for the hint of a refusal. @default "member" */
  readonly role?: WriteRole | undefined;
  /** Names a refusal that means something else here than elsewhere. */
  readonly refused?: ((answer: ApiResponse) => ScanferryError | undefined) | undefined;
}

/** Sends one PUT, which may be repeated. @throws {@link ScanferryError} for every status from 300 on, and for a web page */
export async function put(ctx: XnatContext, about: ErrorAbout, options: PutOptions): Promise<ApiResponse> {
  const { signal, refused, role, ...rest } = options;
  const answer = await ctx.http.api("PUT", about.path, {
    ...rest,
    retryOn: fewerRetriesOn500(),
    ...(signal === undefined ? {} : { signal }),
  });
  const isPage = /<html/i.test(answer.text.slice(0, 512));
  if (answer.status < 300 && !isPage) return answer;
  throw refused?.(answer) ?? putError(ctx, answer, about, role);
}

function putError(
  ctx: XnatContext,
  answer: ApiResponse,
  about: ErrorAbout,
  role: WriteRole | undefined,
): ScanferryError {
  if (answer.status === 403) return mayNotWrite(about.subject ?? about.path, role);
  const error = xnatError(ctx, answer, answer.text, about);
  if (error.code !== "remote/conflict") return error;
  return changedError(error, {
    hint: "Another thing has this name already, or what is there is of another kind: look at it first.",
  });
}
