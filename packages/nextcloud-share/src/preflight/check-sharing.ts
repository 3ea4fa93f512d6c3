import type { NextcloudContext } from "../client/context.js";
import type { Finding } from "./finding.js";

/** Whether the account may make links at all. A group that is excluded shows up as `api_enabled: false`. */
export function checkSharing(ctx: Pick<NextcloudContext, "capabilities">): Finding[] {
  const sharing = ctx.capabilities.files_sharing;
  if (sharing?.api_enabled !== true) {
    return [
      {
        code: "sharing-disabled",
        severity: "error",
        message: "Sharing is switched off for this account.",
        hint: "Ask the administrator whether your group may share (Settings, Sharing).",
        errorCode: "remote/refused",
      },
    ];
  }
  if (sharing.public?.enabled !== true) {
    return [
      {
        code: "links-disabled",
        severity: "error",
        message: "Public links are switched off on this Nextcloud.",
        hint: "Ask the administrator to allow links for your account (Settings, Sharing).",
        errorCode: "remote/refused",
      },
    ];
  }
  if (sharing.public.multiple_links === false) {
    return [
      {
        code: "one-link-per-file",
        severity: "note",
        message: "The server keeps one link per file.",
        hint: "A second link to the same file is not made; the existing one is used.",
        errorCode: "remote/exists",
      },
    ];
  }
  return [];
}
