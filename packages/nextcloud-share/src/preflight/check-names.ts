import { safeName } from "@scanferry/transfer";
import type { Capabilities } from "../client/capabilities-schema.js";
import type { Finding } from "./finding.js";

/** Nextcloud 27 and 32 take 250 bytes at most (251 is "too long"; 27 fails at 250 with 500). */
const bytesLimit = 249;

/** Rules that hold on every server, whatever its capabilities tell (27 tells none). */
const always = { names: [".htaccess"], characters: ["\\", "/"], extensions: [".part", ".filepart"] };

/** Which names the server refuses, which ones break on a recipient's Windows, and which ones meet. */
export function checkNames(capabilities: Capabilities, names: Iterable<string>): Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const refuses = forbiddenName(capabilities);
  for (const name of names) {
    const reason = refuses(name);
    if (reason !== undefined) {
      findings.push({
        code: "name-forbidden",
        severity: "error",
        message: `The server refuses a file name: ${reason}.`,
        hint: "Rename the folder of this participant, or choose another name for the file.",
        errorCode: "remote/refused",
        subject: name,
      });
    } else if (safeName(name) !== name) {
      findings.push({
        code: "name-not-portable",
        severity: "warning",
        message: "A file name would break the download on Windows.",
        hint: "The server takes it; a name of letters, digits, '-' and '_' works everywhere.",
        errorCode: "remote/refused",
        subject: name,
      });
    }
    const folded = name.normalize("NFC").toLowerCase();
    if (seen.has(folded)) {
      findings.push({
        code: "names-clash",
        severity: "error",
        message: "Two files would get names that differ only in upper and lower case, or not at all.",
        hint: "Rename one of the participants' folders.",
        errorCode: "remote/conflict",
        subject: name,
      });
    }
    seen.add(folded);
  }
  return findings;
}

/** Gives a function that tells why the server refuses a name. */
export function forbiddenName(capabilities: Capabilities): (name: string) => string | undefined {
  const files = capabilities.files;
  const lower = (list: readonly string[] | undefined): string[] =>
    (list ?? []).map((entry) => entry.toLowerCase());
  const names = new Set([
    ...always.names,
    ...lower(files?.forbidden_filenames),
    ...lower(files?.blacklisted_files),
  ]);
  const stems = new Set(lower(files?.forbidden_filename_basenames));
  const characters = [...always.characters, ...(files?.forbidden_filename_characters ?? [])];
  const extensions = [...always.extensions, ...lower(files?.forbidden_filename_extensions)];
  return (name) => {
    const low = name.toLowerCase();
    if (name === "" || name === "." || name === "..") return "it is empty";
    if (Buffer.byteLength(name, "utf8") > bytesLimit) return `it is longer than ${String(bytesLimit)} bytes`;
    // eslint-disable-next-line no-control-regex -- nginx and Nextcloud refuse exactly these
    if (/[\u0000-\u001f\u007f]/.test(name)) return "it holds a control character";
    const character = characters.find((one) => name.includes(one));
    if (character !== undefined) return `it holds the character ${character}`;
    if (names.has(low)) return "the name is reserved";
    if (stems.has(low.split(".")[0] ?? low)) return "the name before the dot is reserved";
    const extension = extensions.find((one) => low.endsWith(one));
    return extension === undefined ? undefined : `it ends in ${extension}`;
  };
}
