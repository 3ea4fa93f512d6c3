// The protocol: one account on one Nextcloud.
export { loginFlowV2 } from "./auth/login-flow-v2.js";
export { NextcloudClient } from "./client/nextcloud-client.js";
export { addDays, dayIn, isIsoDay } from "./expiry/iso-day.js";
export { lastDayFromDeath, lastUsableDay, serverExpireDate } from "./expiry/last-usable-day.js";
export { parsePublicLink } from "./shares/public-link.js";
export { shareId } from "./shares/share.js";

// The job: lists, mails, and whole cohorts.
export { revokeList } from "./cohort/revoke-list.js";
export { shareCohort } from "./cohort/share-cohort.js";
export { shareFiles } from "./cohort/share-files.js";
export { verifyList } from "./cohort/verify-list.js";
export { listColumns } from "./list/columns.js";
export { findListInDataset, importShareList } from "./list/import-share-list.js";
export { openedBy } from "./list/list-in-use.js";
export { readShareList, writeShareList } from "./list/share-list.js";
export { defaultMailTemplate } from "./mail/default-template.js";
export { parseRecipients } from "./mail/recipients.js";
export { renderMails } from "./mail/render-mails.js";

export type { LoginGrant, LoginOptions } from "./auth/login-flow-v2.js";
export type { Capabilities } from "./client/capabilities-schema.js";
export type { ConnectOptions } from "./client/connect.js";
export type { FilesHandle } from "./client/files-handle.js";
export type { ServerInfo, TimeZoneInfo } from "./client/server-info.js";
export type { SharesHandle } from "./client/shares-handle.js";
export type { CalendarOptions, Expiry } from "./expiry/last-usable-day.js";
export type { Finding, FindingCode, PreflightReport, PreflightRequest } from "./preflight/finding.js";
export type { PasswordDemands } from "./preflight/password-demands.js";
export type { PasswordVerdict } from "./preflight/validate-password.js";
export type { CreatedShare, CreateShareRequest } from "./shares/create-share.js";
export type { ShareQuery } from "./shares/list-shares.js";
export type { LinkParts } from "./shares/public-link.js";
export type { RevokeOutcome, RevokeQuery } from "./shares/revoke-matching.js";
export type { RevokedShare, RevokeOptions } from "./shares/revoke-share.js";
export type { PacingOptions } from "./shares/share-pacing.js";
export type { ShareSettings } from "./shares/share-settings.js";
export type { Share, ShareId, ShareToken } from "./shares/share.js";
export type { PublicDownload, PublicDownloadOptions } from "./verify/download-public.js";
export type { LinkReport, LinkToVerify } from "./verify/verify-link.js";
export type { VerifyLinksOptions } from "./verify/verify-links.js";
export type { Quota } from "./webdav/quota.js";
export type { RemoteEntry } from "./webdav/remote-entry.js";
export type { CallOptions } from "./webdav/stat.js";
export type { UploadBody, UploadOptions, UploadRequest, UploadResult } from "./webdav/upload-types.js";

export type { RevokeListOptions } from "./cohort/revoke-list.js";
export type { ShareFile, ShareOptions, ShareParticipant } from "./cohort/share-options.js";
export type { VerifyListOptions } from "./cohort/verify-list.js";
export type { ListColumn, ShareListRow } from "./list/columns.js";
export type { ShareListContents, ShareListOptions } from "./list/share-list.js";
export type { DefaultTemplateOptions } from "./mail/default-template.js";
export type { Recipient } from "./mail/recipients.js";
export type { RenderMailsOptions } from "./mail/render-mails.js";
