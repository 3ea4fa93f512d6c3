import { openDataset } from "@scanferry/bids-fs";
import { shareCohort } from "@scanferry/nextcloud-share";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { withNextcloud } from "../nextcloud/connect.js";
import { askRoot, askSettings } from "../share/ask-share.js";
import { importLegacyList } from "../share/import-legacy-list.js";
import { refuseInsideDataset } from "../share/outside-dataset.js";
import { participantsOf } from "../share/participants-of.js";
import { pickOptions } from "../share/pick-options.js";
import { runShare } from "../share/run-share.js";
import { checkSettings, shareSettings } from "../share/share-settings.js";

/** `scanferry share create [BIDSROOT]` */
export async function run(call: CallContext): Promise<number> {
  const given = call.args[0];
  const root = given ?? (await askRoot(call));
  if (root === undefined) {
    throw new ScanferryError("input/invalid", "The folder of the images is missing.", {
      hint: "scanferry share create BIDSROOT",
    });
  }
  const dataset = await openDataset(root, { signal: call.signal });
  // Wrong options end the run before a password is asked for.
  await checkSettings(call, shareSettings(call, {}));
  const logFile = call.options.text("logFile");
  if (logFile !== undefined) await refuseInsideDataset(root, logFile, "--log-file", "labels and links");
  return withNextcloud(call, async (cloud, login) => {
    const defaults = shareSettings(call, login.settings);
    const settings = given === undefined ? await askSettings(call, defaults) : defaults;
    // A list that was asked for has not been checked yet.
    await checkSettings(call, settings);
    await refuseInsideDataset(root, settings.list, "--list");
    if (settings.splitPasswords !== undefined)
      await refuseInsideDataset(root, settings.splitPasswords, "--split-passwords");
    const list = await importLegacyList(call, root, settings);
    const chosen = pickOptions(call);
    return runShare(
      call,
      cloud,
      { ...settings, list },
      (options) =>
        shareCohort(participantsOf(dataset.pick(withSignal(chosen, options.signal)), call), {
          ...options,
          // A dry run may read the old list where it lies, in the dataset.
          ...(list === settings.list ? { datasetRoot: root } : {}),
        }),
      { verdict: ({ skipped }) => (skipped > 0 && call.options.flag("strict") ? exit.missing : exit.done) },
    );
  });
}

function withSignal<T extends object>(
  options: T,
  signal: AbortSignal | undefined,
): T & { signal?: AbortSignal } {
  return signal === undefined ? options : { ...options, signal };
}
