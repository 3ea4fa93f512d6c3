import { access, constants } from "node:fs/promises";
import { extname } from "node:path";
import { ScanferryError } from "@scanferry/transfer";
import { drawPassphrase } from "@scanferry/zip-crypt";
import type { CallContext } from "../call-context.js";
import type { Credentials } from "../config/parse-credentials.js";
import { parseExpiry, type Expiry } from "../options/parse-expiry.js";
import { withFlagHint } from "../zip/hint-for-flags.js";
import { refuseSameFile } from "./distinct-files.js";

/** What `share create` and `share file` tell the library, beside the client and the participants. */
export interface ShareSettings {
  remote: string;
  expiry: Expiry;
  list: string;
  splitPasswords: string | undefined;
  linkPassword: "none" | "separate" | "same" | undefined;
  encryption: "aes-256" | "zipcrypto";
  lang: "en" | "de";
  words: number | undefined;
  add: string[];
  label: string | undefined;
  note: string | undefined;
  selfTest: boolean;
  /** Files that the list does not know of give way. */
  replace: boolean;
}

/**
 * Reads the options of a share. What the user did not give comes from the credentials file of today's script
 * (`remote_path`, `expiration_days`), then from the defaults.
 */
export function shareSettings(call: CallContext, file: Credentials): ShareSettings {
  const { options } = call;
  const remote = options.given("remote") ? undefined : file.remotePath;
  const days = options.given("expires") ? undefined : file.expirationDays;
  return {
    remote: remote ?? options.required("remote"),
    expiry: days === undefined ? parseExpiry(options.required("expires")) : { expiresInDays: days },
    list: options.required("list"),
    splitPasswords: options.text("splitPasswords"),
    linkPassword: options.text("linkPassword") as ShareSettings["linkPassword"],
    encryption: options.text("encryption") === "zipcrypto" ? "zipcrypto" : "aes-256",
    lang: options.text("lang") === "de" ? "de" : "en",
    words: options.count("words", 1),
    add: options.paths("add"),
    label: options.text("label"),
    note: options.text("note"),
    selfTest: !options.off("selfTest"),
    replace: options.flag("replace"),
  };
}

/** Checks the settings that need no server, so that a mistake ends the run before anything is asked. */
export async function checkSettings(call: CallContext, settings: ShareSettings): Promise<void> {
  const kind = extname(settings.list).toLowerCase();
  if (kind !== ".xlsx" && kind !== ".csv") {
    throw new ScanferryError("input/invalid", "The list must end in .xlsx or .csv.", {
      hint: "For example: --list share-list.xlsx",
    });
  }
  checkWords(settings);
  const { list, splitPasswords, add } = settings;
  const files = [
    { flag: "--list", path: list },
    { flag: "--split-passwords", path: splitPasswords },
    { flag: "--log-file", path: call.options.text("logFile") },
    ...add.map((path) => ({ flag: "--add", path })),
  ];
  await refuseSameFile(files.flatMap(({ flag, path }) => (path === undefined ? [] : [{ flag, path }])));
  for (const path of add) {
    await access(path, constants.R_OK).catch((error: unknown) => {
      throw new ScanferryError("local/not-found", "A file of --add cannot be read.", {
        subject: path,
        cause: error,
      });
    });
  }
}

/** Too few words would end the run only after the login. */
function checkWords({ words, lang }: ShareSettings): void {
  if (words === undefined) return;
  try {
    drawPassphrase({ words, lang });
  } catch (error) {
    throw withFlagHint(error, "minBits", "Leave --words out: as many are taken as 64 bits need.");
  }
}
