import { access } from "node:fs/promises";
import type { NextcloudClient, ShareOptions } from "@scanferry/nextcloud-share";
import type { TransferResult } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { runTransfer, type RunTransferOptions } from "../transfer/run-transfer.js";
import type { ShareSettings } from "./share-settings.js";

/** Shares with the settings of the command line, and says where the list lies. */
export async function runShare(
  call: CallContext,
  cloud: NextcloudClient,
  settings: ShareSettings,
  share: (options: ShareOptions) => AsyncIterable<TransferResult>,
  options: RunTransferOptions = {},
): Promise<number> {
  const dryRun = call.options.flag("dryRun");
  const code = await runTransfer(
    call,
    ({ signal, onEvent }) =>
      share({
        cloud,
        ...settings.expiry,
        ...given({
          splitPasswords: settings.splitPasswords,
          linkPassword: settings.linkPassword,
          words: settings.words,
          label: settings.label,
          note: settings.note,
          concurrency: call.options.count("concurrency", 1),
          retries: call.options.count("retries"),
        }),
        list: settings.list,
        remote: settings.remote,
        encryption: settings.encryption,
        lang: settings.lang,
        add: settings.add,
        selfTest: settings.selfTest,
        replace: settings.replace,
        restartList: call.options.off("resume"),
        dryRun,
        signal,
        onEvent,
      }),
    options,
  );
  if (!dryRun && (await exists(settings.list))) {
    const passwords = settings.splitPasswords === undefined ? "Links and passwords are" : "Links are";
    const apart =
      settings.splitPasswords === undefined ? "" : `; the passwords are in ${settings.splitPasswords}`;
    call.say(`${passwords} in ${settings.list}${apart}.`);
  }
  return code;
}

/** Without one finished participant there is no list to point at. */
function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Leaves out what was not given: the library tells "absent" from "undefined". */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
