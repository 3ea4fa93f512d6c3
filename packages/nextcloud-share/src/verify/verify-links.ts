import type { ScanferryError } from "@scanferry/transfer";
import { isScanferryError, runPool } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { listShares } from "../shares/list-shares.js";
import { parsePublicLink } from "../shares/public-link.js";
import type { CallOptions } from "../webdav/stat.js";
import type { LinkReport, LinkToVerify } from "./verify-link.js";
import { verifyLink } from "./verify-link.js";

/** How to verify many links. */
export interface VerifyLinksOptions extends CallOptions {
  /** How many links are looked at at once. @default 4 */
  readonly concurrency?: number | undefined;
}

/**
 * Looks at many links as their recipients would, and adds the last day of those that belong to the account
 * (the public side does not tell it). Reports come in the order in which they are ready.
 */
export async function* verifyLinks(
  ctx: NextcloudContext,
  links: Iterable<LinkToVerify> | AsyncIterable<LinkToVerify>,
  options: VerifyLinksOptions = {},
): AsyncGenerator<LinkReport> {
  const expireOf = new Map<string, string | undefined>();
  try {
    for await (const share of listShares(ctx, {}, { signal: options.signal }))
      expireOf.set(share.token, share.expire);
  } catch (error) {
    // Sharing may be switched off by now: the links can still be looked at from outside.
    if (!isScanferryError(error, "remote/refused")) throw error;
  }
  // Every further request would count against a blocked address.
  let blocked: ScanferryError | undefined;
  yield* runPool(
    links,
    async (link, { signal }) => {
      const report =
        blocked === undefined ? await verifyLink(ctx, link, { signal }) : unasked(link.url, blocked);
      if (report.error?.details?.["blocked"] === true) blocked = report.error;
      return { ...report, expire: expireOf.get(tokenOf(link.url)) };
    },
    {
      concurrency: options.concurrency ?? 4,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
  );
}

function unasked(url: string, error: ScanferryError): LinkReport {
  return { url, status: "unknown", needsPassword: false, sizeBytes: undefined, expire: undefined, error };
}

function tokenOf(url: string): string {
  try {
    return parsePublicLink(url).token;
  } catch {
    return "";
  }
}
