import { shareCohort, type NextcloudClient, type ShareParticipant } from "@scanferry/nextcloud-share";
import { zipCryptoWarning } from "@scanferry/zip-crypt";
import type { CallContext } from "../call-context.js";
import { runTransfer, type RunTransferOptions } from "../transfer/run-transfer.js";
import type { ShareSettings } from "./share-settings.js";

/** Shares participants with the settings of the command line, and says where the list lies. */
export async function runShare(
  call: CallContext,
  cloud: NextcloudClient,
  settings: ShareSettings,
  participants: (signal: AbortSignal) => AsyncIterable<ShareParticipant>,
  options: RunTransferOptions & { datasetRoot?: string } = {},
): Promise<number> {
  const dryRun = call.options.flag("dryRun");
  const concurrency = call.options.count("concurrency", 1);
  if (settings.encryption === "zipcrypto") call.logger.log("warn", zipCryptoWarning);
  if (settings.linkPassword === "same") {
    call.logger.log(
      "warn",
      "--link-password same hands the password of each zip to the server that holds the zip.",
    );
  }
  const code = await runTransfer(
    call,
    (from) =>
      shareCohort(participants(from.signal), {
        cloud,
        ...settings.expiry,
        list: settings.list,
        ...defined({
          splitPasswords: settings.splitPasswords,
          linkPassword: settings.linkPassword,
          words: settings.words,
          label: settings.label,
          note: settings.note,
          concurrency,
          retries: call.options.count("retries"),
          datasetRoot: options.datasetRoot,
        }),
        remote: settings.remote,
        encryption: settings.encryption,
        lang: settings.lang,
        add: settings.add,
        selfTest: settings.selfTest,
        dryRun,
        restartList: call.options.off("resume"),
        signal: from.signal,
        onEvent: from.onEvent,
      }),
    options,
  );
  if (!dryRun) {
    const passwords =
      settings.splitPasswords === undefined ? "" : `; the passwords are in ${settings.splitPasswords}`;
    call.say(
      `Links${settings.splitPasswords === undefined ? " and passwords" : ""} are in ${settings.list}${passwords}.`,
    );
  }
  return code;
}

/** Leaves out what is not set: the libraries tell "not given" from "given as undefined". */
function defined<T extends Record<string, unknown>>(
  fields: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
