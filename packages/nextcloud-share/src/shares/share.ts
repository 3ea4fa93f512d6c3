import { ScanferryError } from "@scanferry/transfer";
import { lastDayFromDeath } from "../expiry/last-usable-day.js";
import { publicLink } from "./public-link.js";
import type { RawShare } from "./share-schema.js";

declare const shareIdBrand: unique symbol;
declare const shareTokenBrand: unique symbol;

/** The number by which Nextcloud manages a share, as text. Not the token in the link. */
export type ShareId = string & { readonly [shareIdBrand]: true };
/** The secret part of a link, as in `/s/TOKEN`. */
export type ShareToken = string & { readonly [shareTokenBrand]: true };

/**
 * Marks a text as the id of a share, for ids that come from a user or a list.
 *
 * @throws {@link ScanferryError} `input/invalid`
 * @example
 * ```ts
 * await cloud.shares.revoke(shareId("4711"));
 * ```
 */
export function shareId(id: string): ShareId {
  if (!/^[\w:-]+$/.test(id)) {
    throw new ScanferryError("input/invalid", "That is no id of a share.", {
      hint: "Ids are numbers, as `share ls` shows them.",
    });
  }
  return id as ShareId;
}

/** One public link. */
export interface Share {
  readonly id: ShareId;
  readonly token: ShareToken;
  /** The address for the recipient. */
  readonly url: string;
  /** Path below the account's home, without a leading slash. */
  readonly path: string;
  readonly kind: "file" | "folder";
  /** Last day on which the link works, in the account's Nextcloud time zone; absent when it never ends. */
  readonly expire: string | undefined;
  readonly createdAt: Date | undefined;
  readonly label: string;
  readonly note: string;
  /** Whether the link itself asks for a password. The password can never be asked for again: the server keeps a hash. */
  readonly hasPassword: boolean;
  readonly hideDownload: boolean;
  /** Size of the file; Nextcloud 27 does not tell. */
  readonly sizeBytes: number | undefined;
}

/** Type number of a public link; mails (4), users (0) and groups (1) are not ours. */
export const linkShareType = 3;

/** Makes a {@link Share} from the server's record; `undefined` for shares that are no public links. */
export function toShare(
  ctx: { baseUrl: string; publicBaseUrl: string | undefined },
  raw: RawShare,
): Share | undefined {
  if (raw.share_type !== linkShareType || typeof raw.token !== "string") return undefined;
  const token = raw.token as ShareToken;
  return {
    id: raw.id as ShareId,
    token,
    url: publicLink(ctx, token, raw.url ?? undefined),
    path: (raw.path ?? "").replace(/^\/+/, ""),
    kind: raw.item_type === "folder" ? "folder" : "file",
    expire:
      typeof raw.expiration === "string" && raw.expiration !== ""
        ? lastDayFromDeath(raw.expiration)
        : undefined,
    createdAt: typeof raw.stime === "number" ? new Date(raw.stime * 1000) : undefined,
    label: raw.label ?? "",
    note: raw.note ?? "",
    hasPassword: typeof raw.password === "string" && raw.password !== "",
    hideDownload: raw.hide_download === true || raw.hide_download === 1,
    sizeBytes: raw.item_size ?? undefined,
  };
}
