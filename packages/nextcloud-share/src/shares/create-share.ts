import { ScanferryError } from "@scanferry/transfer";
import type { NextcloudContext } from "../client/context.js";
import { remotePath } from "../http/encode-path.js";
import type { PacingOptions } from "./share-pacing.js";
import { collectShares } from "./list-shares.js";
import type { PostJob } from "./post-share.js";
import { postShare, removeLateLinks } from "./post-share.js";
import type { Share } from "./share.js";
import { linkShareType } from "./share.js";
import type { ShareSettings } from "./share-settings.js";
import { settingsForm } from "./share-settings.js";
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
  /** Further links to the same path, there before or made by somebody else meanwhile; each of them keeps working. */
  readonly others: readonly Share[];
}

/**
 * Makes a public link, or finds the one that is there: on the server, creating is not idempotent (a second POST makes
 * a second link), so the path is looked up first, and again when an answer was lost; a link that a lost request made
 * late is removed. At the limit of 20 new links in
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
  const job: PostJob = { path, form, known, posts: 0, unclear: false };
  const share = await ctx.pacing.run(() => postShare(ctx, job, options), options);
  // A server that keeps one link per file (multiple_links off) gives the old one instead of a second.
  const created = !known.has(share.id);
  const late = await removeLateLinks(ctx, job, share, options);
  return { share, created, others: [...before.filter((other) => other.id !== share.id), ...late] };
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
