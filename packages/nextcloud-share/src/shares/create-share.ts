import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { remotePath } from "../http/encode-path.js";
import { ocsRequest } from "../http/ocs-request.js";
import type { PacingOptions } from "./share-pacing.js";
import { listShares } from "./list-shares.js";
import type { Share } from "./share.js";
import { linkShareType, toShare } from "./share.js";
import { shareSchema } from "./share-schema.js";
import type { ShareSettings } from "./share-settings.js";
import { settingsForm } from "./share-settings.js";
import { sharesPath } from "./shares-path.js";
import { updateShare } from "./update-share.js";

/** The link to make. */
export interface CreateShareRequest extends ShareSettings {
  /** File or folder below the account's home. */
  readonly path: string;
  readonly expire?: string | undefined;
  readonly password?: string | undefined;
  /**
   * What to do when the path has a link already. `reuse`: bring the newest one to these settings. `refuse`:
   * `remote/exists`. `add`: make one more.
   * @default "reuse"
   */
  readonly ifExists?: "reuse" | "refuse" | "add" | undefined;
}

/** What creating a link did. */
export interface CreatedShare {
  readonly share: Share;
  /** `false`: a link that was there was brought to the settings. */
  readonly created: boolean;
  /** Further links to the same path that were there before; each of them keeps working. */
  readonly others: readonly Share[];
}

/**
 * Makes a public link, or finds the one that is there: on the server, creating is not idempotent (a second POST makes
 * a second link), so the path is looked up first, and again when an answer was lost. At the limit of 20 new links in
 * ten minutes it waits, telling `wait` events.
 *
 * @throws {@link ScanferryError} `remote/refused` (policy, expiry, links off), `remote/exists`, `remote/not-found`, `remote/busy`
 */
export async function createShare(
  ctx: NextcloudContext,
  request: CreateShareRequest,
  options: PacingOptions = {},
): Promise<CreatedShare> {
  const path = remotePath(request.path);
  const { ifExists = "reuse", expire, password, label, note, hideDownload } = request;
  const settings = { expire, password, label, note, hideDownload };
  const form = {
    path: `/${path}`,
    shareType: String(linkShareType),
    permissions: "1",
    ...settingsForm(settings),
  };
  const before = await collectShares(ctx, path, options.signal);
  if (before.length > 0 && ifExists !== "add") {
    return reuse(ctx, before, ifExists, settings, options);
  }
  const known = new Set(before.map((share) => share.id));
  const share = await ctx.pacing.run(() => post(ctx, path, form, known, options), options);
  // A server that keeps one link per file (multiple_links off) gives the old one instead of a second.
  const created = !known.has(share.id);
  return { share, created, others: before.filter((other) => other.id !== share.id) };
}

async function post(
  ctx: NextcloudContext,
  path: string,
  form: Record<string, string>,
  known: Set<string>,
  options: PacingOptions,
): Promise<Share> {
  try {
    const raw = await ocsRequest(ctx, "POST", sharesPath, {
      schema: shareSchema,
      what: "the new share",
      form,
      retries: 0,
      signal: options.signal,
    });
    const share = toShare(ctx, raw);
    if (share === undefined)
      throw new ScanferryError("remote/failed", "The server's answer about the new share names no link.");
    return share;
  } catch (error) {
    if (!isUnclear(error)) throw error;
    // The link may exist although its answer was lost. It carries the settings of this very request.
    const lost = (await collectShares(ctx, path, options.signal)).find((share) => !known.has(share.id));
    if (lost !== undefined) return lost;
    if (!isScanferryError(error) || !error.retryable) throw error;
    await ctx.sleep(2_000, options.signal);
    return postAgain(ctx, path, form, known, options);
  }
}

/** One more try after a lost answer that left no link behind. */
async function postAgain(
  ctx: NextcloudContext,
  path: string,
  form: Record<string, string>,
  known: Set<string>,
  options: PacingOptions,
): Promise<Share> {
  try {
    const raw = await ocsRequest(ctx, "POST", sharesPath, {
      schema: shareSchema,
      what: "the new share",
      form,
      retries: 0,
      signal: options.signal,
    });
    const share = toShare(ctx, raw);
    if (share !== undefined) return share;
    throw new ScanferryError("remote/failed", "The server's answer about the new share names no link.");
  } catch (error) {
    if (!isUnclear(error)) throw error;
    const lost = (await collectShares(ctx, path, options.signal)).find((share) => !known.has(share.id));
    if (lost !== undefined) return lost;
    throw error;
  }
}

/** Failures after which nobody knows whether the link was made. */
function isUnclear(error: unknown): boolean {
  if (!isScanferryError(error)) return false;
  const status = error.details?.["status"];
  return error.code.startsWith("net/") || (typeof status === "number" && status >= 500);
}

async function reuse(
  ctx: NextcloudContext,
  before: readonly Share[],
  ifExists: "reuse" | "refuse",
  settings: ShareSettings,
  options: PacingOptions,
): Promise<CreatedShare> {
  const [newest, ...others] = [...before].sort((a, b) => Number(b.id) - Number(a.id));
  if (newest === undefined || ifExists === "refuse") {
    throw new ScanferryError("remote/exists", "The file has a public link already.", {
      hint: "Use or revoke the link that is there.",
      ...(newest === undefined ? {} : { subject: newest.path }),
    });
  }
  const wanted = Object.values(settings).some((value) => value !== undefined);
  const share = wanted ? await updateShare(ctx, newest.id, settings, options) : newest;
  return { share, created: false, others };
}

async function collectShares(
  ctx: NextcloudContext,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Share[]> {
  const shares: Share[] = [];
  for await (const share of listShares(ctx, { path }, { signal })) shares.push(share);
  return shares;
}
