import type { CallContext } from "../call-context.js";
import { safeText } from "../output/safe-text.js";
import { outputFolder } from "../transfer/output-folder.js";
import { pullSettings } from "../transfer/pull-settings.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import { parseOwnerPath, resourceAt } from "../xnat/resource/resource-place.js";

/** `scanferry xnat resource get PATH LABEL [FILE…] -o DIR` */
export async function run(call: CallContext): Promise<number> {
  const [path = "", label = "", ...files] = call.args;
  const place = parseOwnerPath(path);
  const settings = pullSettings(call, "xnat resource get");
  const folder = await outputFolder(call, "files");
  return withXnat(call, (xnat) =>
    runTransfer(call, (from) => resourceAt(xnat, place, label).get(folder, files, { ...settings, ...from }), {
      line: ({ status, target }) => `${status}\t${safeText(target)}`,
    }),
  );
}
