import { ScanferryError } from "@scanferry/transfer";
import { serverExpireDate } from "../expiry/last-usable-day.js";

/** What can be set on a link. */
export interface ShareSettings {
  /** Last day on which the link works, `YYYY-MM-DD`, in the account's Nextcloud time zone. `null` removes the end. */
  readonly expire?: string | null | undefined;
  /** Password of the link itself. `null` removes it. */
  readonly password?: string | null | undefined;
  /** Shown to the account's owner in the list of links. */
  readonly label?: string | undefined;
  /** Shown to the recipient on the page of the link. */
  readonly note?: string | undefined;
  /** Hides the download button of the page; both download addresses keep working (measured). */
  readonly hideDownload?: boolean | undefined;
}

/**
 * The form fields for settings. An empty password or date would silently remove protection (PUT `password=` is
 * answered 200), so empty texts are refused and removal has to be written as `null`.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function settingsForm(settings: ShareSettings): Record<string, string> {
  const { expire, password, label, note, hideDownload } = settings;
  if (expire === "" || password === "") {
    throw new ScanferryError("input/invalid", "An empty password or last day was given for a link.", {
      hint: "Leave it out to keep what is set, or give null to remove it.",
    });
  }
  const form: Record<string, string> = {};
  if (expire !== undefined) form["expireDate"] = expire === null ? "" : serverExpireDate(expire);
  if (password !== undefined) form["password"] = password ?? "";
  if (label !== undefined) form["label"] = label;
  if (note !== undefined) form["note"] = note;
  if (hideDownload !== undefined) form["hideDownload"] = String(hideDownload);
  return form;
}
