import type { NextcloudSettings } from "../nextcloud-options.js";
import type { NextcloudVersion } from "../version.js";
import { DavError, forbidden, locked } from "./dav-error.js";

const WINDOWS_BASENAMES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/**
 * Refuses the names that Nextcloud refuses; almost everything else that hurts on other systems is let through by default
 * (`: ? * < "`, trailing blanks and dots, CON.zip).
 *
 * @throws DavError as recorded on 32.0.1, or on 27.0.2 with its odd 403 and 423
 */
export function checkName(
  version: NextcloudVersion,
  settings: NextcloudSettings,
  names: readonly string[],
): void {
  const name = names.at(-1) ?? "";
  const bytes = Buffer.byteLength(name);
  if (!version.nameRules) {
    checkOldName(name, names, bytes);
    return;
  }
  if (bytes > 250) throw invalidPath("Filename is too long");
  if (name === ".htaccess") throw invalidPath("Filename is a reserved word");
  const extension = /\.(part|filepart)$/i.exec(name)?.[0];
  if (extension !== undefined) throw invalidPath(`"${extension}" is a forbidden file type.`);
  const characters = settings.windowsNames ? /[<>:"|?*\\]/ : /\\/;
  const character = characters.exec(name)?.[0];
  if (character !== undefined)
    throw invalidPath(`"${character}" is not allowed inside a file or folder name.`);
  if (!settings.windowsNames) return;
  const stem = name.split(".")[0] ?? "";
  if (WINDOWS_BASENAMES.test(stem)) throw invalidPath(`"${stem}" is a forbidden file or folder name.`);
  if (/[ .]$/.test(name)) throw invalidPath("Filenames must not end with " + `"${name.slice(-1)}".`);
}

function checkOldName(name: string, names: readonly string[], bytes: number): void {
  if (bytes > 250) throw invalidPath("File name is too long");
  if (name.includes("\\")) throw invalidPath("File name contains at least one invalid character");
  if (name === ".htaccess") throw forbidden("");
  if (/\.(part|filepart)$/i.test(name)) throw locked(names.join("/"));
}

/**
 * 27 writes to a part file whose name is longer: 250 bytes pass the check and fail at the rename.
 *
 * 227 is 255 less the ending `.ocTransferId1234567890.part`; only 250 was recorded.
 */
export function failsAsPartFile(version: NextcloudVersion, name: string): boolean {
  return !version.nameRules && Buffer.byteLength(name) > 227;
}

function invalidPath(message: string): DavError {
  return new DavError(400, "OCA\\DAV\\Connector\\Sabre\\Exception\\InvalidPath", message, {
    reason: true,
  });
}
