import type { ApiOptions, ApiResponse } from "@scanferry/transfer";
import { fewerRetriesOn500 } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import type { ErrorAbout } from "../http/xnat-error.js";
import { xnatError } from "../http/xnat-error.js";

/** Sends one PUT, which may be repeated. @throws {@link ScanferryError} for every status from 300 on, and for a web page */
export async function put(
  ctx: XnatContext,
  about: ErrorAbout,
  options: Pick<ApiOptions, "query" | "body" | "headers"> & CallOptions,
): Promise<ApiResponse> {
  const { signal, ...rest } = options;
  const answer = await ctx.http.api("PUT", about.path, {
    ...rest,
    retryOn: fewerRetriesOn500(),
    ...(signal === undefined ? {} : { signal }),
  });
  const isPage = /<html/i.test(answer.text.slice(0, 512));
  if (answer.status >= 300 || isPage) throw xnatError(ctx, answer, answer.text, about);
  return answer;
}
