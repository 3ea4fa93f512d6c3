import { isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import type { CallOptions } from "../webdav/stat.js";
import type { Finding } from "./finding.js";
import { validatePassword } from "./validate-password.js";

/**
 * Whether links need a password, and whether the server's policy takes those that will be used. Only passwords of
 * links are sent there, never one of an archive.
 */
export async function checkLinkPasswords(
  ctx: NextcloudContext,
  passwords: "none" | readonly string[] | undefined,
  options: CallOptions,
): Promise<Finding[]> {
  const required = linkPasswordRequired(ctx);
  if (passwords === undefined || passwords === "none") {
    if (!required || passwords === undefined) return [];
    return [
      {
        code: "link-password-required",
        severity: "error",
        message: "The server demands a password on every link.",
        hint: "Share with a link password (--link-password separate).",
        errorCode: "remote/refused",
      },
    ];
  }
  for (const password of passwords) {
    const verdict = await validatePassword(ctx, password, options).catch((error: unknown) => {
      if (isScanferryError(error, "auth/rejected") || isScanferryError(error, "aborted")) throw error;
      return undefined;
    });
    if (verdict === undefined) return [unchecked];
    if (!verdict.passed) {
      return [
        {
          code: "link-password-refused",
          severity: "error",
          message: "A link password does not meet the server's policy.",
          hint:
            verdict.reason === undefined ? "Draw longer passwords." : `The server says: ${verdict.reason}`,
          errorCode: "remote/refused",
        },
      ];
    }
  }
  return [];
}

/** Whether the server refuses a link without a password. */
export function linkPasswordRequired(ctx: Pick<NextcloudContext, "capabilities">): boolean {
  return ctx.capabilities.files_sharing?.public?.password?.enforced === true;
}

const unchecked: Finding = {
  code: "link-password-unchecked",
  severity: "note",
  message: "The server does not check passwords in advance.",
  hint: "If it has a policy nevertheless, the first link will tell.",
  errorCode: "remote/refused",
};
