import { ScanferryError, isScanferryError, toScanferryError } from "@scanferry/transfer";
import { parsePublicLink } from "../shares/public-link.js";
import type { CallOptions } from "../webdav/stat.js";
import { askPage, openLink } from "./ask-link.js";
import type { RecipientContext } from "./recipient.js";

/** One link to look at. */
export interface LinkToVerify {
  /** The link as the recipient has it. */
  readonly url: string;
  /** Password of the link, where it has one and it is to be tried. */
  readonly password?: string | undefined;
  /** Size that the file must have. */
  readonly sizeBytes?: number | undefined;
}

/** What a recipient meets behind a link. */
export interface LinkReport {
  readonly url: string;
  /**
   * `alive`: opens without an account. `locked`: alive, but asks for a password that was not given. `refused`: alive,
   * but the password is wrong. `dead`: expired, revoked or never there. `wrong`: opens, but with another size.
   * `unknown`: could not be found out; `error` says why.
   */
  readonly status: "alive" | "locked" | "refused" | "dead" | "wrong" | "unknown";
  readonly needsPassword: boolean;
  readonly sizeBytes: number | undefined;
  /** Last day on which it works; only for links of the own account. */
  readonly expire: string | undefined;
  readonly error: ScanferryError | undefined;
}

/** Looks at one link as its recipient would, without any login. It never throws for the link, only for an abort. */
export async function verifyLink(
  ctx: RecipientContext,
  link: LinkToVerify,
  options: CallOptions = {},
): Promise<LinkReport> {
  const report = (status: LinkReport["status"], more: Partial<LinkReport> = {}): LinkReport => ({
    url: link.url,
    status,
    needsPassword: false,
    sizeBytes: undefined,
    expire: undefined,
    error: undefined,
    ...more,
  });
  try {
    const parts = parsePublicLink(link.url);
    const page = await askPage(ctx, parts, options);
    if (page === "gone") return report("dead");
    const needsPassword = page === "password";
    if (needsPassword && link.password === undefined) return report("locked", { needsPassword });
    const found = await openLink(ctx, parts, needsPassword ? link.password : undefined, options);
    if (found === "gone") return report("dead", { needsPassword });
    if (found === "refused") return report("refused", { needsPassword });
    const { sizeBytes } = found;
    if (link.sizeBytes !== undefined && sizeBytes !== undefined && sizeBytes !== link.sizeBytes) {
      return report("wrong", { needsPassword, sizeBytes, error: otherSize(link.sizeBytes, sizeBytes) });
    }
    return report("alive", { needsPassword, sizeBytes });
  } catch (error) {
    if (isScanferryError(error, "aborted")) throw error;
    if (isScanferryError(error, "auth/rejected")) return report("refused", { needsPassword: true, error });
    return report("unknown", { error: toScanferryError(error) });
  }
}

function otherSize(expectedBytes: number, actualBytes: number): ScanferryError {
  return new ScanferryError(
    "data/size-mismatch",
    "The file behind the link has another size than the list says.",
    {
      hint: "The file was replaced after it was shared; share it again.",
      details: { expectedBytes, actualBytes },
    },
  );
}
