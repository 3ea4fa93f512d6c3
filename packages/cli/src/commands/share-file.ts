import { shareFiles } from "@scanferry/nextcloud-share";
import type { CallContext } from "../call-context.js";
import { withNextcloud } from "../nextcloud/connect.js";
import { runShare } from "../share/run-share.js";
import { checkSettings, shareSettings } from "../share/share-settings.js";

/** `scanferry share file PATH…` */
export async function run(call: CallContext): Promise<number> {
  await checkSettings(call, shareSettings(call, {}));
  return withNextcloud(call, (cloud, login) =>
    runShare(call, cloud, shareSettings(call, login.settings), (options) => shareFiles(call.args, options)),
  );
}
